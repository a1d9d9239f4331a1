import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { APP } from './emulator.ts';
import { type Json, object, text } from './json.ts';
import type { Ack } from './sender.ts';

/** How a delivery is called inside an envelope. */
export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/**
 * Slack's side of Socket Mode: the same deliveries, over a socket that the app opened.
 *
 * @see https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export class SocketMode {
  readonly #waiting = new Map<string, (payload: Json) => void>();
  /** Without a port of its own: the proxy hands over what asks for an upgrade. */
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #patience: number;
  #peer: WebSocket | undefined;

  /** @param patience with an acknowledgement, in milliseconds */
  constructor(patience: number) {
    this.#patience = patience;
  }

  connected(): boolean {
    return this.#peer !== undefined;
  }

  /** @param head what came after the request's headers in the same packet */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (peer) => {
      peer.on('message', (data) => {
        const answer = object(JSON.parse(data.toString()));
        this.#waiting.get(text(answer.envelope_id))?.(answer);
      });
      // The close that follows an error says all that matters here.
      peer.on('error', () => {});
      peer.on('close', () => {
        if (this.#peer === peer) this.#peer = undefined;
      });
      this.#peer = peer;
      const hello = { type: 'hello', num_connections: 1, connection_info: { app_id: APP.id } };
      peer.send(JSON.stringify(hello));
    });
  }

  /** Sends one envelope and waits for its acknowledgement; HTTP's status 504 stands for none in time. */
  deliver(type: EnvelopeType, payload: Json): Promise<Ack> {
    const peer = this.#peer;
    if (peer === undefined) throw new Error('The app has opened no socket.');
    const id = randomUUID();
    const began = performance.now();
    return new Promise((resolve) => {
      const finish = (status: number, answer: Json) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        const response = answer.payload === undefined ? null : object(answer.payload);
        // An empty payload is how Bolt acknowledges without words.
        const empty = response === null || Object.keys(response).length === 0;
        resolve({
          status,
          body: empty ? '' : JSON.stringify(response),
          json: empty ? null : response,
          milliseconds: performance.now() - began,
        });
      };
      const timer = setTimeout(() => finish(504, {}), this.#patience);
      this.#waiting.set(id, (answer) => finish(200, answer));
      peer.send(
        JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api' }),
      );
    });
  }

  /** Asks the app to reconnect, as Slack does every few hours. */
  refresh(): void {
    this.#peer?.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
  }

  /** Says goodbye to every socket, also to those that a refresh has replaced. */
  close(): void {
    for (const peer of this.#server.clients) peer.close();
  }
}
