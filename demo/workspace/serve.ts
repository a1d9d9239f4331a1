import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { actSchema } from './act.ts';
import type { Assets } from './build-page.ts';
import type { Known } from './known-integrations.ts';
import { perform } from './perform.ts';
import type { Workspace } from './workspace.ts';

export interface Page {
  readonly url: string;
  close(): Promise<void>;
}

const TOGETHER_MILLISECONDS = 40;
/** The clock moves on and PagerDuty is asked without any change in Slack. */
const BEAT_MILLISECONDS = 1_000;

/**
 * Serves the page, and beside it: `GET /live?as=alice` (what she sees, again after each change), `POST /act?as=alice`,
 * `GET /files/<id>`, `GET /sent/<id>`. On loopback alone, and only for pages of its own: other sites that this
 * machine's browser shows may neither read nor act.
 */
export async function servePage(
  workspace: Workspace,
  known: Known,
  assets: Assets,
  wantedPort: number,
): Promise<Page> {
  const ending = new AbortController();
  const watching = new Set<() => void>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) return response.end();
      send(response, 500, 'application/json', JSON.stringify({ notice: sentenceOf(error) }));
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { origin, host, pathname, searchParams } = new URL(
      request.url ?? '/',
      `http://${request.headers.host}`,
    );
    const foreign = request.headers.origin !== undefined && request.headers.origin !== origin;
    if (!/^(127\.0\.0\.1|localhost):\d+$/.test(host) || foreign)
      return send(response, 403, 'text/plain', 'Only for its own page on this machine.');
    const name = searchParams.get('as') ?? 'alice';
    if (request.method === 'POST' && pathname === '/act') return act(name, await bodyOf(request), response);
    if (pathname === '/live') return live(name, response);
    const [, folder = '', id = ''] = pathname.split('/');
    if (folder === 'sent')
      return send(response, 200, 'text/plain; charset=utf-8', workspace.sent.body(Number(id)) ?? '');
    if (folder === 'files') return file(id, response);
    const asset = assets.get(pathname);
    if (asset === undefined) return send(response, 404, 'text/plain', 'There is nothing here.');
    send(response, 200, asset.type, asset.body);
  }

  async function act(name: string, body: string, response: ServerResponse): Promise<void> {
    const actor = workspace.stage.slack.person(name);
    const done = await perform(workspace, known, actor, actSchema.parse(JSON.parse(body)));
    for (const notify of watching) notify();
    send(response, 200, 'application/json', JSON.stringify(done));
  }

  function file(id: string, response: ServerResponse): void {
    const found = workspace.stage.slack.files().find((one) => one.id === id);
    const type = /\.png$/i.test(found?.name ?? '') ? 'image/png' : 'text/plain; charset=utf-8';
    send(response, found ? 200 : 404, type, found?.data ?? 'No such file.');
  }

  async function live(name: string, response: ServerResponse): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    let changed = true;
    let wake = () => {};
    const notify = () => {
      changed = true;
      wake();
    };
    const unsubscribe = workspace.stage.slack.subscribe(notify);
    watching.add(notify);
    const beat = setInterval(notify, BEAT_MILLISECONDS);
    response.on('close', notify);
    let last = '';
    while (!response.destroyed && !ending.signal.aborted) {
      if (!changed)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      changed = false;
      const snapshot = JSON.stringify(workspace.snapshot(name));
      if (snapshot !== last) response.write(`data: ${snapshot}\n\n`);
      last = snapshot;
      await wait(TOGETHER_MILLISECONDS);
    }
    clearInterval(beat);
    unsubscribe();
    watching.delete(notify);
    response.end();
  }

  await listen(wantedPort).catch(() => listen(0));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has an address and a port
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        ending.abort();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };

  function listen(port: number): Promise<void> {
    return new Promise((listening, refused) => {
      server.once('error', refused);
      server.listen(port, '127.0.0.1', () => listening());
    });
  }
}

function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array): void {
  response
    .writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    .end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Buffer.concat(chunks).toString();
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
