import type { ServerResponse } from 'node:http';
import { type CallbackOptions, InstallProvider } from '@slack/oauth';
import type { Installing, SlackConfig } from '../../config.ts';
import type { Route } from '../../http/server.ts';
import type { Arrival, Installations } from '../../installations/installations.ts';
import type { Log } from '../../log.ts';
import { slackLogger } from '../slack-logger.ts';
import { arrivalOf } from './arrival.ts';
import { BOT_SCOPES } from './bot-scopes.ts';
import { installFailure } from './failure.ts';
import { PAGE_HEADERS, type Page, pageHtml } from './page.ts';
import { failedPage, installedPage, landingPage } from './pages.ts';

interface InstallRoutesOptions {
  readonly installing: Extract<Installing, { mode: 'many workspaces' }>;
  readonly apiUrl: SlackConfig['apiUrl'];
  /** Public address of the app, without a trailing slash. */
  readonly publicUrl: string;
  readonly installations: Pick<Installations, 'installed'>;
  /** Greets who installed it; what goes wrong there does not undo the installation. */
  readonly welcome: (arrival: Arrival, how: 'new' | 'again' | 'returned') => void;
  readonly log: Log;
  readonly newErrorId: () => string;
}

const REDIRECT_PATH = '/slack/oauth_redirect';

/**
 * `GET /slack/install` and `GET /slack/oauth_redirect`: OAuth v2.
 *
 * The state is signed, expires after 10 minutes and is bound to the browser by a cookie. PKCE is not used: at Slack it turns
 * an app into a public client, for good, whose refresh tokens expire after 30 days; ours keeps its secret.
 *
 * @see https://docs.slack.dev/authentication/using-pkce
 */
export function installRoutes(options: InstallRoutesOptions): Readonly<Record<string, Route>> {
  const { installing, apiUrl, publicUrl, installations, welcome, log, newErrorId } = options;
  const provider = new InstallProvider({
    clientId: installing.clientId,
    clientSecret: installing.clientSecret,
    stateSecret: installing.stateSecret,
    // Browsers let nobody but this very origin set a cookie of this name.
    stateCookieName: '__Host-sei-pagerduty-install',
    authorizationUrl: new URL('/oauth/v2/authorize', apiUrl).href,
    installUrlOptions: { scopes: [...BOT_SCOPES], redirectUri: `${publicUrl}${REDIRECT_PATH}` },
    renderHtmlForInstallPath: (url) => pageHtml(landingPage(url)),
    clientOptions: { slackApiUrl: apiUrl, timeout: 10_000, retryConfig: { retries: 1 } },
    logger: slackLogger(log),
    // Nothing is stored by the library: the success below stores, sealed.
    installationStore: {
      storeInstallation: async () => {},
      fetchInstallation: () => Promise.reject(new Error('Tokens come from the store, not from the library.')),
    },
  });

  function fail(response: ServerResponse, error: unknown): void {
    const failure = installFailure(error);
    const errorId = newErrorId();
    log[failure === 'denied' ? 'info' : 'warn']({ errorId, failure, error }, 'An installation failed.');
    send(response, failedPage(failure, errorId));
  }

  const callbacks: CallbackOptions = {
    async successAsync(installation, _options, _request, response) {
      const arrival = arrivalOf(installation);
      const how = await installations.installed(arrival);
      log.info({ workspaceId: arrival.workspaceId, kind: arrival.kind, how }, 'The app was installed.');
      send(response, installedPage(arrival, how, slackUrl(arrival)));
      welcome(arrival, how);
    },
    async failureAsync(error, _options, _request, response) {
      fail(response, error);
    },
  };

  return {
    'GET /slack/install': async (request, response) => {
      for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
      await provider.handleInstallPath(request, response);
    },
    [`GET ${REDIRECT_PATH}`]: async (request, response) => {
      const refused = new URL(request.url ?? '/', publicUrl).searchParams.get('error');
      if (refused !== null && refused !== 'access_denied') {
        log.info({ refused: refused.slice(0, 100) }, 'Slack refused an installation.');
        return send(response, failedPage('not allowed', newErrorId()));
      }
      await provider.handleCallback(request, response, callbacks);
    },
  };
}

function send(response: ServerResponse, page: Page): void {
  response.writeHead(page.status, PAGE_HEADERS).end(pageHtml(page));
}

function slackUrl({ kind, workspaceId }: Arrival): string {
  return kind === 'team'
    ? `https://app.slack.com/client/${encodeURIComponent(workspaceId)}`
    : 'https://app.slack.com/';
}
