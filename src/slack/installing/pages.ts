import type { Page } from './page.ts';

/** Before installing. */
export function landingPage(authorizeUrl: string): Page {
  return {
    status: 200,
    title: 'SEI PagerDuty',
    says: [
      'How fast do your services really recover? SEI PagerDuty reads your PagerDuty incidents and answers in Slack, with numbers that can be checked incident by incident.',
      'It asks for no message history and no e-mail addresses, and it only reads from PagerDuty.',
    ],
    link: { label: 'Add to Slack', href: authorizeUrl },
  };
}

/** After installing. */
export function installedPage(workspace: string, slackUrl: string): Page {
  return {
    status: 200,
    title: 'SEI PagerDuty is installed',
    says: [`It is now in ${workspace || 'your workspace'}. Two steps are left, both in Slack:`],
    steps: [
      'Connect PagerDuty: /sei-pagerduty connect (two minutes and a read-only key).',
      'Ask in any channel: /sei-mttr',
    ],
    link: { label: 'Open Slack', href: slackUrl },
  };
}

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
    says: 'The answer from Slack does not belong to an installation that this browser began, or it was opened a second time. Start again in this browser, with cookies allowed.',
  },
  expired: {
    status: 400,
    title: 'That took too long',
    says: 'An installation has to be finished within 10 minutes. Please start again.',
  },
  'Slack down': {
    status: 502,
    title: 'Slack does not answer',
    says: 'Slack could not be reached to finish the installation. Nothing was changed; please try again in a few minutes.',
  },
  misconfigured: {
    status: 500,
    title: 'This app is not set up rightly',
    says: 'Slack does not know this app as it introduced itself. Whoever runs the app finds the reason in its log.',
  },
  unknown: {
    status: 500,
    title: 'Something went wrong',
    says: 'The installation was not finished. Please try again; if it stays so, tell whoever runs the app.',
  },
};

/** After a failure: what happened, and how to go on. */
export function failedPage(failure: InstallFailure, errorId: string): Page {
  const { status, title, says } = FAILURES[failure];
  return {
    status,
    title,
    says: status >= 500 ? [says, `The log knows it as ${errorId}.`] : [says],
    link: { label: 'Start again', href: '/slack/install' },
  };
}
