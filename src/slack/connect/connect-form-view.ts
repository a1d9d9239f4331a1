import type { AnyBlock, ModalView } from '@slack/types';
import type { ConnectField, ConnectProblems } from '../../integrations/connections.ts';
import { NO_ADDRESS } from '../../satellite/fleet/satellites.ts';
import { formView } from '../blocks/form-view.ts';
import { choiceInput, choiceOption, textInput, tickInput } from '../blocks/input.ts';
import { problemAbove } from '../blocks/problem.ts';
import { context, section } from '../blocks/section.ts';
import { escapeMrkdwn } from '../blocks/text.ts';
import { SATELLITE_TICK_ACTION } from '../satellites/satellite-actions.ts';
import { type ConnectDraft, connectMetadata } from './connect-draft.ts';

export const CONNECT_VIEW = 'connect';

interface FormOptions {
  readonly draft: ConnectDraft;
  /** Shown above their inputs: an updated view cannot show them as Slack's own errors. */
  readonly problems?: ConnectProblems;
  readonly egressIps: readonly string[];
  /** Whether satellites could reach the app. */
  readonly reachable?: boolean;
}

/** The modal in which an admin connects PagerDuty. */
export function connectFormView({
  draft,
  problems = {},
  egressIps,
  reachable = true,
}: FormOptions): ModalView {
  const above = (field: ConnectField) => problemAbove(problems[field]);
  return formView(
    {
      callbackId: CONNECT_VIEW,
      title: 'Connect PagerDuty',
      submit: draft.satellite ? 'Save' : 'Check and connect',
      metadata: connectMetadata(draft),
    },
    [
      section(
        'We only read: incidents, services, teams, user names. Members (no guests) can ask about all that its key sees; `/sei-pagerduty audience` narrows that.',
      ),
      ...above('name'),
      textInput('name', 'Name', {
        max: 60,
        initial: draft.name,
        hint: 'How people will see it, e.g. Production',
      }),
      ...above('url'),
      choiceInput('region', 'URL', REGIONS, draft.region),
      textInput('url', 'Other URL', {
        max: 200,
        initial: draft.url,
        optional: true,
        hint: 'Only if you chose “other” above: https://…',
      }),
      ...above('username'),
      textInput('username', 'Username', {
        max: 254,
        initial: draft.username,
        hint: 'E-mail of the PagerDuty user who created the key',
      }),
      ...above('apiKey'),
      ...(draft.satellite ? [] : [keyInput()]),
      choiceInput('titles', 'Incident titles', TITLES, draft.titles, { hint: 'Titles may name customers' }),
      ...above('satellite'),
      tickInput('satellite', 'Satellite', SATELLITE_TICK_ACTION, SATELLITE, draft.satellite),
      ...(draft.satellite ? [context(reachable ? NO_KEY : `:warning: ${NO_ADDRESS}`)] : []),
      ...above('description'),
      textInput('description', 'Description', {
        max: 300,
        initial: draft.description,
        optional: true,
        multiline: true,
      }),
      ...above('tags'),
      textInput('tags', 'Tags', {
        max: 200,
        initial: draft.tags,
        optional: true,
        hint: 'Separate them with commas',
      }),
      ...(egressIps.length === 0 || draft.satellite
        ? []
        : [context(`If your account restricts addresses, allow ${escapeMrkdwn(egressIps.join(', '))}`)]),
    ],
  );
}

function keyInput(): AnyBlock {
  return textInput('apiKey', 'API Key', {
    max: 200,
    hint: 'PagerDuty › Integrations › API Access Keys, tick Read-only. Visible while you type; stored encrypted; later only the last 4 characters are shown. We can’t test that it is read-only; we never send writes.',
  });
}

/** Slack's own errors stand under inputs, and are keyed by their blocks: the URL's under the input that it came from. */
export function submissionErrors(problems: ConnectProblems, draft: ConnectDraft): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [field, sentence] of Object.entries(problems)) {
    errors[field === 'url' && draft.region !== 'other' ? 'region' : field] = sentence;
  }
  return errors;
}

const REGIONS = [
  choiceOption('us', 'US: api.pagerduty.com'),
  choiceOption('eu', 'EU: api.eu.pagerduty.com'),
  choiceOption('other', 'Other: the URL below'),
];
export const TITLES = [choiceOption('shown', 'Show'), choiceOption('hidden', 'Numbers only')];
const SATELLITE = choiceOption('satellite', 'Only our network reaches PagerDuty (satellite; no key here)');
const NO_KEY =
  'The key stays in your network: you put it into *satellite.yml*, which you get as a message when you save. Nothing is asked of PagerDuty from here.';
