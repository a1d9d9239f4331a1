import { parse } from 'node:querystring';

/** What Slack sent, as far as it is looked at before Bolt. */
export interface SlackPayload {
  readonly type?: unknown;
}

/** What Slack can ask of the app besides commands: the types of events and of interactions with blocks and modals. */
const TYPES: ReadonlySet<unknown> = new Set([
  'event_callback',
  'url_verification',
  'app_rate_limited',
  'block_actions',
  'block_suggestion',
  'view_submission',
  'view_closed',
  'shortcut',
  'message_action',
]);

/** Where Slack sends an object, or nothing at all. */
const OBJECTS = ['event', 'user', 'team', 'enterprise', 'channel', 'view', 'container', 'message'];

/**
 * The payload of a body, a form or JSON. `null` for what Bolt would stumble over, which Slack never sends: it would answer with
 * a defect, or not at all.
 */
export function slackPayloadOf(contentType: string | undefined, body: Buffer): SlackPayload | null {
  if (contentType !== 'application/x-www-form-urlencoded') return soundOrNull(jsonOf(body.toString()));
  const { payload, ...form } = parse(body.toString());
  if (typeof payload === 'string') return soundOrNull(jsonOf(payload));
  return typeof form.command === 'string' || form.ssl_check === '1' ? { type: 'command' } : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function soundOrNull(payload: unknown): SlackPayload | null {
  if (!isObject(payload)) return null;
  const { event, actions, type } = payload;
  const sound =
    TYPES.has(type) &&
    // Menus of before there were blocks: Bolt knows them by this field, whatever the type says.
    payload.name === undefined &&
    (type === 'event_callback' ? isObject(event) && typeof event.type === 'string' : event === undefined) &&
    (type === 'block_actions' ? Array.isArray(actions) && actions.every(isObject) : actions === undefined) &&
    OBJECTS.every((name) => payload[name] === undefined || payload[name] === null || isObject(payload[name]));
  return sound ? payload : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
