import type { AnyBlock, InputBlock } from '@slack/types';
import { actions, button } from '../blocks/button.ts';
import { searchAllInput } from '../blocks/search-input.ts';
import { plain } from '../blocks/text.ts';
import { menuOption } from '../on-options.ts';
import { FIELD_NAMES, OPERATOR_NAMES } from './condition-text.ts';
import {
  ADD,
  FIELD,
  type FilterInputs,
  type FilterRow,
  isPicked,
  MOST_ROWS,
  OPERATOR,
  operatorsOf,
  REMOVE,
  VALUES,
  valuesBlock,
} from './filter-rows.ts';

/** The filters of a form: each with field, operator and values, and a button for one more. */
export function filterBlocks(rows: readonly FilterRow[], inputs: FilterInputs): AnyBlock[] {
  return [
    ...rows.flatMap((row, index) => rowBlocks(row, index, inputs)),
    ...actions(rows.length < MOST_ROWS ? [button('Add a filter', `${inputs.form}_${ADD}`)] : []),
  ];
}

function rowBlocks(row: FilterRow, index: number, { form, fields }: FilterInputs): AnyBlock[] {
  const fieldOptions = fields.map((field) => menuOption(FIELD_NAMES[field], field));
  const operators = operatorsOf(row.field).map((operator) => menuOption(OPERATOR_NAMES[operator], operator));
  const field = fieldOptions.find(({ value }) => value === row.field);
  const operator = operators.find(({ value }) => value === row.operator);
  return [
    {
      type: 'actions',
      block_id: `row_${row.key}`,
      elements: [
        {
          type: 'static_select',
          action_id: `${form}_${FIELD}`,
          options: fieldOptions,
          ...(field ? { initial_option: field } : {}),
        },
        {
          type: 'static_select',
          action_id: `${form}_${OPERATOR}`,
          options: operators,
          ...(operator ? { initial_option: operator } : {}),
        },
        button(`Remove filter ${index + 1}`, `${form}_${REMOVE}`, String(row.key)),
      ],
    },
    valuesInput(row, index, `${form}_${VALUES}`),
  ];
}

function valuesInput(row: FilterRow, index: number, actionId: string): InputBlock {
  const name = FIELD_NAMES[row.field];
  const label = `Filter ${index + 1}: ${name} ${OPERATOR_NAMES[row.operator].toLowerCase()}`;
  if (!isPicked(row.operator)) {
    const written = row.values.map(({ value }) => value).join(', ');
    return {
      type: 'input',
      block_id: valuesBlock(row),
      optional: true,
      dispatch_action: true,
      label: plain(label),
      hint: plain('Several with commas between them. Press Enter to count.'),
      element: {
        type: 'plain_text_input',
        action_id: actionId,
        max_length: 2_000,
        ...(written === '' ? {} : { initial_value: written }),
      },
    };
  }
  const chosen = row.values.map(({ value, label }) => menuOption(label, value));
  return searchAllInput(valuesBlock(row), label, chosen, {
    actionId,
    placeholder: `Type to find: ${name}`,
    optional: true,
    heard: true,
    most: 100,
  });
}
