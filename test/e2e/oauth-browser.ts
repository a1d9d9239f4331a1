import { type Stage, type StageOptions, startStage } from '../simulators/stage.ts';

const PUBLIC_URL = 'https://sei.test';

/** The app as it is run for many workspaces. */
export function startManyWorkspaces(options: StageOptions = {}): Promise<Stage> {
  return startStage({
    ...options,
    slack: { ...options.slack, redirectUris: [`${PUBLIC_URL}/slack/oauth_redirect`] },
    environment: {
      SLACK_BOT_TOKEN: '',
      SLACK_CLIENT_ID: '1000000000.2000000000',
      SLACK_CLIENT_SECRET: 'simulated-client-secret',
      SLACK_STATE_SECRET: 'a-state-secret-that-is-long-enough-for-a-test',
      PUBLIC_URL,
      ...options.environment,
    },
  });
}

export interface PageSeen {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
}

/** One browser: follows links, keeps the one cookie. */
export class Browser {
  readonly #stage: Pick<Stage, 'url' | 'slack'>;
  cookie = '';

  constructor(stage: Pick<Stage, 'url' | 'slack'>) {
    this.#stage = stage;
  }

  async visit(path: string): Promise<PageSeen> {
    const response = await fetch(`${this.#stage.url}${path}`, {
      headers: this.cookie === '' ? {} : { cookie: this.cookie },
      redirect: 'manual',
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) this.cookie = set.split(';')[0] ?? '';
    return { status: response.status, html: await response.text(), headers: response.headers };
  }

  /** Opens the landing page; answers where "Add to Slack" leads. */
  async begin(): Promise<string> {
    const { html } = await this.visit('/slack/install');
    const link = /href="([^"]+)"/.exec(html)?.[1] ?? '';
    return link.replaceAll('&amp;', '&');
  }

  /** The whole way. */
  async install(person = 'alice'): Promise<PageSeen> {
    return this.finish(await this.#stage.slack.approve(await this.begin(), person));
  }

  /** Where Slack leads back to, on the machine of the test. */
  finish(redirect: string): Promise<PageSeen> {
    const { pathname, search } = new URL(redirect);
    return this.visit(`${pathname}${search}`);
  }
}
