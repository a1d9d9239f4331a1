import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { objects, text } from '../../../test/simulators/slack/json.ts';
import { useReader } from '../reader.ts';
import { useSurface } from '../surface.ts';
import { type Choice, choiceOf, choicesFor, idOf } from './choices-for.ts';
import type { FieldProps } from './field-props.ts';
import { listed } from './value.ts';

const PATIENCE_MILLISECONDS = 180;

/** A menu in which one can search: of fixed options, people, channels, or what the app suggests for what is typed. */
export function Picker({ element, address, label, value, invalid = false, onChange }: FieldProps) {
  const { snapshot } = useReader();
  const several = text(element.type).startsWith('multi_');
  const external = text(element.type).endsWith('external_select');
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const suggested = useSuggestions(address, external && open, query);
  const own = useMemo(() => choicesFor(element, snapshot), [element, snapshot]);
  const chosen = listed(value);
  const known = [...own, ...suggested];
  const labelOf = (one: (typeof chosen)[number]) =>
    typeof one === 'string'
      ? (known.find((choice) => idOf(choice.value) === one)?.label ?? one)
      : choiceOf(one, true).label;
  const isChosen = (choice: Choice) => chosen.some((one) => idOf(one) === idOf(choice.value));
  const offered = external
    ? suggested
    : own.filter((choice) => choice.label.toLowerCase().includes(query.toLowerCase()));

  const choose = (choice: Choice) => {
    setQuery('');
    if (!several) {
      onChange(choice.value);
      return setOpen(false);
    }
    const rest = chosen.filter((one) => idOf(one) !== idOf(choice.value));
    onChange(isChosen(choice) ? rest : [...rest, choice.value]);
    input.current?.focus();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      setActive((active + step + offered.length) % Math.max(1, offered.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const choice = offered[active];
      if (open && choice !== undefined) choose(choice);
      else setOpen(true);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === 'Backspace' && query === '' && several) onChange(chosen.slice(0, -1));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus leaves
    <div
      className={open ? 'picker open' : 'picker'}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <div className="field">
        {several &&
          chosen.map((one) => (
            <button
              key={idOf(one)}
              type="button"
              className="token"
              aria-label={`Remove ${labelOf(one)}`}
              onClick={() => onChange(chosen.filter((other) => other !== one))}
            >
              {labelOf(one)} ×
            </button>
          ))}
        <input
          ref={input}
          id={address}
          role="combobox"
          aria-label={label}
          aria-expanded={open}
          aria-controls={list}
          aria-invalid={invalid}
          aria-autocomplete="list"
          aria-activedescendant={open && offered[active] ? `${list}-${active}` : undefined}
          autoComplete="off"
          placeholder={!several && chosen[0] ? labelOf(chosen[0]) : placeholder(element)}
          className={!several && chosen.length > 0 ? 'has-choice' : ''}
          value={query}
          onMouseDown={() => setOpen(!open || query !== '')}
          onChange={({ target }) => {
            setQuery(target.value);
            setActive(0);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
        />
        {!several && chosen.length > 0 && text(element.type) !== 'static_select' && (
          <button
            type="button"
            className="clear"
            aria-label={`Clear ${label}`}
            onClick={() => onChange(null)}
          >
            ×
          </button>
        )}
      </div>
      {open && (
        <div id={list} role="listbox" aria-label={label} aria-multiselectable={several}>
          {offered.length === 0 && <p>Nothing fits.</p>}
          {offered.map((choice, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled in the input that stays focused
            <div
              key={idOf(choice.value)}
              id={`${list}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={isChosen(choice)}
              className={index === active ? 'active' : ''}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(choice)}
            >
              {choice.group && choice.group !== offered[index - 1]?.group && <small>{choice.group}</small>}
              {choice.label}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function placeholder(element: FieldProps['element']): string {
  const own = element.placeholder as { text?: string } | undefined; // plain text, checked by the simulator
  return own?.text ?? 'Choose…';
}

/** What the app offers for what is typed, a moment after the typing. */
function useSuggestions(address: string, wanted: boolean, query: string): Choice[] {
  const { perform } = useReader();
  const surface = useSurface();
  const [choices, setChoices] = useState<Choice[]>([]);
  const where = useRef(surface.where);
  where.current = surface.where;
  useEffect(() => {
    if (!wanted) return;
    let over = false;
    const timer = setTimeout(async () => {
      const { options } = await perform({ kind: 'suggest', where: where.current(), control: address, query });
      if (!over) setChoices(objects(options).map((option) => choiceOf(option, true)));
    }, PATIENCE_MILLISECONDS);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [address, wanted, query, perform]);
  return choices;
}
