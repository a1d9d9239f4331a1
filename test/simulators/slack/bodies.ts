import { APP, TEAM } from './emulator.ts';
import type { Json } from './json.ts';

/** The form in which Slack posts a command or an interaction. */
export function form(kind: 'command' | 'interactive', payload: Json): string {
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(
    Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
}

/** The envelope around an event. */
export function envelope(event: Json, eventId: string, now: number): Json {
  return {
    token: 'deprecated',
    team_id: TEAM.id,
    api_app_id: APP.id,
    event,
    type: 'event_callback',
    event_id: eventId,
    event_time: Math.floor(now / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: TEAM.id,
        user_id: APP.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  };
}
