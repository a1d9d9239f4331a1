import type { Arrival } from '../../installations/installations.ts';
import type { Page } from './page.ts';

/** Before installing. */
export function landingPage(authorizeUrl: string): Page {
  return {
    status: 200,
    title: 'SEI PagerDuty',
    says: [
      'How fast do your services really recover? SEI PagerDuty reads your PagerDuty incidents and answers in Slack, with numbers that can be checked incident by incident.',
      'It asks Slack for no message history and no e-mail addresses, and it only reads from PagerDuty. On the next page Slack lists what it may do; nothing is installed before you allow it.',
    ],
    link: { label: 'Add to Slack', href: authorizeUrl },
  };
}

/** After installing. */
export function installedPage(
  { name, kind }: Pick<Arrival, 'name' | 'kind'>,
  how: 'new' | 'again' | 'returned',
  slackUrl: string,
): Page {
  const place = name || (kind === 'team' ? 'your workspace' : 'your organisation');
  const { title, says, steps } = AFTER[how];
  return {
    status: 200,
    title,
    says: [says(place)],
    steps: [...(kind === 'organisation' ? [CHOOSE_WORKSPACES] : []), ...steps],
    link: { label: 'Open Slack', href: slackUrl },
  };
}

/** An organisation-wide app is in none of its workspaces at first. */
const CHOOSE_WORKSPACES =
  'Choose the workspaces that it is for: an admin of the organisation does that in its settings in Slack.';
const ASK = 'Ask in any channel, only you see the answer: `/sei-mttr`';

const AFTER = {
  new: {
    title: 'SEI PagerDuty is installed',
    says: (place: string) => `It is now in ${place}. What is left to do, all of it in Slack:`,
    steps: ['Connect PagerDuty with a read-only key, which takes two minutes: `/sei-pagerduty connect`', ASK],
  },
  again: {
    title: 'SEI PagerDuty is installed again',
    says: (place: string) => `Accounts, incidents and settings of ${place} are as they were.`,
    steps: [ASK],
  },
  returned: {
    title: 'SEI PagerDuty is back',
    says: (place: string) =>
      `Incidents, collections and settings of ${place} are still there. The PagerDuty keys were deleted when the app was removed:`,
    steps: [
      'Enter a key for each account again, then resume it: `/sei-pagerduty reauth`, `/sei-pagerduty resume`',
      ASK,
    ],
  },
} as const;

/** Why installing failed. */
export type InstallFailure =
  | 'denied'
  | 'not allowed'
  | 'bad state'
  | 'expired'
  | 'Slack down'
  | 'misconfigured'
  | 'unknown';

interface Failure {
  readonly status: number;
  readonly title: string;
  readonly says: string;
}

const FAILURES: Readonly<Record<InstallFailure, Failure>> = {
  denied: {
    status: 403,
    title: 'Not installed',
    says: 'You did not allow the installation, so nothing was changed. You can start again whenever you like.',
  },
  'not allowed': {
    status: 403,
    title: 'Not installed',
    says: 'Slack did not allow the installation. Your workspace may want an admin to approve apps first: ask one of them.',
  },
  'bad state': {
    status: 400,
    title: 'This installation was not started here',
    says: 'This page belongs to no installation that this browser has under way. If you opened it a second time, the app is installed already: look into Slack. Otherwise start again in this browser, with cookies allowed.',
  },
  expired: {
    status: 400,
    title: 'That took too long',
    says: 'An installation has to be finished within 10 minutes, and this one was not. Nothing was changed; please start again.',
  },
  'Slack down': {
    status: 502,
    title: 'Slack does not answer',
    says: 'Slack could not be reached to finish the installation. Please start again in a few minutes.',
  },
  misconfigured: {
    status: 500,
    title: 'This app is not set up correctly',
    says: 'Slack refuses the credentials or settings that the app has, so trying again will not help. Please tell whoever runs the app.',
  },
  unknown: {
    status: 500,
    title: 'Something went wrong',
    says: 'The installation was not finished. Please start again; if it stays so, tell whoever runs the app.',
  },
};

/** After a failure: what happened, and how to go on. */
export function failedPage(failure: InstallFailure, errorId: string): Page {
  const { status, title, says } = FAILURES[failure];
  return {
    status,
    title,
    says: status >= 500 ? [says, `In the app’s log this is \`${errorId}\`.`] : [says],
    ...(failure !== 'misconfigured' && { link: { label: 'Start again', href: '/slack/install' } }),
  };
}
