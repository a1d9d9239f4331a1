import { envelope, form } from './bodies.ts';
import { APP } from './emulator.ts';
import type { Json } from './json.ts';
import type { Send } from './person.ts';
import { type Ack, type Delivery, deliver } from './sender.ts';
import type { World } from './world.ts';

/** What the app is sent: through its socket once it has opened one, to `/slack/events` before. */
export interface Deliveries {
  /** Where the app listens, without path. */
  setAppUrl(url: string): void;
  /** Posts any body, rightly signed unless told otherwise. */
  post(body: string, delivery?: Delivery): Promise<Ack>;
  send: Send;
  /** Sends an event; `retry` marks it as a repeated delivery, `change` changes the whole payload. */
  event(
    event: Json,
    options?: { readonly retry?: number; readonly eventId?: string },
    change?: (payload: Json) => Json,
  ): Promise<Ack>;
}

/** Hears of each command, interaction and event that the app was sent, with its answer. */
export type OnDelivery = (kind: 'command' | 'interactive' | 'event', payload: Json, ack: Ack) => void;

export function createDeliveries(
  world: World,
  options: { readonly appUrl?: string; readonly onDelivery?: OnDelivery },
): Deliveries {
  const { onDelivery = () => {} } = options;
  let { appUrl } = options;

  const post = (body: string, delivery: Delivery = {}): Promise<Ack> => {
    if (appUrl === undefined)
      throw new Error('The simulated Slack does not know the app yet: call setAppUrl().');
    return deliver(new URL('/slack/events', appUrl).href, body, {
      secret: APP.signingSecret,
      timestamp: Math.floor(world.now() / 1000),
      ...delivery,
    });
  };
  return {
    setAppUrl(url) {
      appUrl = url;
    },
    post,
    async send(kind, payload) {
      const ack = await (world.socketMode.connected()
        ? world.socketMode.deliver(kind === 'command' ? 'slash_commands' : 'interactive', payload)
        : post(form(kind, payload)));
      onDelivery(kind, payload, ack);
      return ack;
    },
    async event(event, { retry, eventId } = {}, change = (payload) => payload) {
      const id = eventId ?? `Ev${world.freshId()}${world.freshId()}`;
      const payload = change(envelope(event, id, world.now()));
      const ack = await (world.socketMode.connected()
        ? world.socketMode.deliver('events_api', payload)
        : post(JSON.stringify(payload), {
            contentType: 'application/json',
            ...(retry === undefined
              ? {}
              : { headers: { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' } }),
          }));
      onDelivery('event', event, ack);
      return ack;
    },
  };
}
