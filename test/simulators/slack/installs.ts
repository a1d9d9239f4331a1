import { randomBytes } from 'node:crypto';
import { APP, TEAM } from './emulator.ts';
import { type Json, object, text } from './json.ts';
import type { World } from './world.ts';

/** What an installation is granted. */
export interface Grant {
  /** The team it goes into; the simulated one unless told otherwise. */
  readonly teamId?: string;
  /** For an org-wide installation: the organisation, in the place of a team. */
  readonly organisationId?: string;
  /** Seconds after which tokens expire; without, they do not rotate. */
  readonly expiresIn?: number;
}

interface Token {
  /** The token by which emulate knows the app. */
  readonly known: string;
  readonly grant: Grant;
}

/** Who installed the app where. All teams share emulate's people and channels, so that ids alone tell nobody apart. */
export class Installs {
  readonly #now: () => number;
  readonly #tokens = new Map<string, Token>();
  readonly #refresh = new Map<string, Token>();
  readonly #expiry = new Map<string, number>();
  #grant: Grant = {};

  constructor(now: () => number) {
    this.#now = now;
  }

  grant(grant: Grant): void {
    this.#grant = grant;
  }

  /** How emulate knows a token, and what `auth.test` says of it besides. */
  of(token: string): { known: string; place: Json } {
    const { known = token, grant = {} } = this.#tokens.get(token) ?? {};
    return { known, place: placeOf(grant) };
  }

  isExpired(token: string): boolean {
    return this.#now() >= (this.#expiry.get(token) ?? Number.POSITIVE_INFINITY);
  }

  /** `oauth.v2.access`: a code for tokens, or a refresh token for the next ones, once. */
  async access(world: World, args: Json): Promise<Json> {
    if (args.grant_type !== 'refresh_token') return this.#exchange(world, args);
    if (args.client_id !== APP.clientId || args.client_secret !== APP.clientSecret)
      return { ok: false, error: 'invalid_client_id' };
    const refresh = text(args.refresh_token);
    const token = this.#refresh.get(refresh);
    if (token === undefined) return { ok: false, error: 'invalid_refresh_token' };
    this.#refresh.delete(refresh);
    return { ok: true, token_type: 'bot', ...this.#issue(world, token) };
  }

  async #exchange(world: World, args: Json): Promise<Json> {
    const response = await fetch(`${world.emulated.origin}/api/oauth.v2.access`, {
      method: 'POST',
      body: new URLSearchParams(
        Object.entries(args).map(([name, value]): [string, string] => [name, String(value)]),
      ),
    });
    const answer = object(await response.json());
    if (answer.ok !== true) return answer;
    const grant = this.#grant;
    const issued = this.#issue(world, { known: text(answer.access_token), grant });
    const { organisationId, teamId = TEAM.id } = grant;
    return {
      ...answer,
      ...issued,
      ...(organisationId === undefined
        ? { team: { id: teamId, name: teamId === TEAM.id ? TEAM.name : teamId } }
        : {
            team: null,
            enterprise: { id: organisationId, name: 'Acme Group' },
            is_enterprise_install: true,
          }),
    };
  }

  #issue(world: World, token: Token): Json {
    const { expiresIn } = token.grant;
    const fresh = () => randomBytes(12).toString('hex');
    const access = expiresIn === undefined ? `xoxb-${fresh()}` : `xoxe.xoxb-${fresh()}`;
    this.#tokens.set(access, token);
    world.tokens.add(access);
    if (expiresIn === undefined) return { access_token: access };
    const refresh = `xoxe-${fresh()}`;
    this.#refresh.set(refresh, token);
    this.#expiry.set(access, this.#now() + expiresIn * 1000);
    return { access_token: access, refresh_token: refresh, expires_in: expiresIn };
  }
}

function placeOf({ teamId, organisationId }: Grant): Json {
  if (organisationId !== undefined)
    return { team_id: organisationId, enterprise_id: organisationId, is_enterprise_install: true };
  return { team_id: teamId ?? TEAM.id };
}

/** A delivery as it would come from another team, or from a team of an organisation. */
export function inPlace(payload: Json, { teamId = TEAM.id, organisationId }: Grant): Json {
  const moved = object(JSON.parse(JSON.stringify(payload).replaceAll(TEAM.id, teamId)));
  if (organisationId === undefined) return moved;
  const authorizations = Array.isArray(moved.authorizations)
    ? {
        authorizations: moved.authorizations.map((one) => ({
          ...object(one),
          enterprise_id: organisationId,
          is_enterprise_install: true,
        })),
      }
    : {};
  const isCommand = moved.command !== undefined;
  return {
    ...moved,
    ...authorizations,
    enterprise_id: organisationId,
    is_enterprise_install: isCommand ? 'true' : true,
    ...(isCommand ? {} : { enterprise: { id: organisationId, name: 'Acme Group' } }),
  };
}

/** Presses "Allow" for somebody on the page that the app led the browser to. */
export async function approve(authorizeUrl: string, userId: string): Promise<string> {
  const asked = new URL(authorizeUrl);
  const page = await fetch(asked);
  if (!page.ok) throw new Error(`Slack does not show its page: ${page.status} ${await page.text()}`);
  const response = await fetch(new URL('/oauth/v2/authorize/callback', asked), {
    method: 'POST',
    body: new URLSearchParams({ ...Object.fromEntries(asked.searchParams), user_id: userId }),
    redirect: 'manual',
  });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`Slack leads nowhere: ${response.status}`);
  return location;
}
