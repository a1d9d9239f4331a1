import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type PressPayload, pressedPlace } from './places.ts';

/** What Slack asked the app for, in the order in which it did. */
export interface Asked {
  readonly kind: 'command' | 'action' | 'submit' | 'options' | 'event';
  /** The command, action id, callback id or event type. */
  readonly id: string;
  /** The words of a command; where an action was pressed. */
  readonly words: string;
}

/** A way to the app that writes down what goes through. */
export interface Recorder {
  readonly url: string;
  readonly asked: readonly Asked[];
  stop(): Promise<void>;
}

/** Stands between the simulated Slack and the app. */
export async function startRecorder(
  appUrl: () => string,
  onAnswer: (answer: string) => void = () => {},
): Promise<Recorder> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await bodyOf(request);
      asked.push(...read(body, request.headers['content-type'] ?? ''));
      const headers = Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name)
          ? [[name, value] as const]
          : [],
      );
      const answer = await fetch(`${appUrl()}${request.url ?? ''}`, {
        method: request.method ?? 'POST',
        headers: Object.fromEntries(headers),
        body,
      });
      const text = await answer.text();
      onAnswer(text);
      const type = answer.headers.get('content-type');
      response.writeHead(answer.status, type === null ? {} : { 'content-type': type }).end(text);
    })().catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on TCP.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Payload extends PressPayload {
  readonly type?: string;
  readonly action_id?: string;
  readonly actions?: readonly { readonly action_id: string }[];
  readonly event?: { readonly type: string };
}

function read(body: string, contentType: string): Asked[] {
  if (contentType.includes('json')) {
    // What the simulated Slack sends is well formed.
    const { event } = JSON.parse(body) as Payload;
    return event === undefined ? [] : [{ kind: 'event', id: event.type, words: '' }];
  }
  const form = new URLSearchParams(body);
  const command = form.get('command');
  if (command !== null) return [{ kind: 'command', id: command, words: form.get('text') ?? '' }];
  const payload = JSON.parse(form.get('payload') ?? '{}') as Payload; // as above
  switch (payload.type) {
    case 'block_actions':
      return (payload.actions ?? []).map(({ action_id }) => ({
        kind: 'action',
        id: action_id,
        words: pressedPlace(payload),
      }));
    case 'view_submission':
      return [{ kind: 'submit', id: payload.view?.callback_id ?? '', words: '' }];
    case 'block_suggestion':
      return [{ kind: 'options', id: payload.action_id ?? '', words: '' }];
    default:
      return [];
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Buffer.concat(chunks).toString();
}
