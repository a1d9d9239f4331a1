import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Json, object, text } from './json.ts';
import { answerResponseUrl } from './response-url.ts';
import { answerCall } from './web-api.ts';
import { note, type World } from './world.ts';

/** Arguments that travel as JSON inside a form. */
const JSON_ARGUMENTS = new Set(['blocks', 'attachments', 'metadata', 'view', 'files', 'unfurls']);

/** Serves the Web API, uploads, OAuth and response URLs on a free port of 127.0.0.1. */
export async function startProxy(world: World): Promise<{ origin: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    serve(world, request, response).catch((error: unknown) => {
      note(world, 'proxy', [error instanceof Error ? error.message : String(error)], request.url);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    world.socketMode.accept(request, socket, head);
    world.changes.announce();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo; // a listening TCP server has one
  return { origin: `http://127.0.0.1:${port}`, close: () => close(world, server) };
}

function close(world: World, server: Server): Promise<void> {
  world.socketMode.close();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bytes(request);
  if (world.faults.isDown()) {
    request.socket.destroy();
    return;
  }
  const { pathname, searchParams } = new URL(request.url ?? '/', world.origin);
  if (pathname.startsWith('/response/')) {
    const outcome = await answerResponseUrl(world, pathname.slice('/response/'.length), body.toString());
    response.writeHead(outcome.status, { 'content-type': 'application/json' }).end(outcome.body);
    world.changes.announce();
    return;
  }
  const method = /^\/api\/([\w.]+)$/.exec(pathname)?.[1];
  if (method !== undefined) {
    const args = { ...Object.fromEntries(searchParams), ...argumentsOf(request, body) };
    await serveCall(world, method, args, tokenOf(request, args), response);
    return;
  }
  await passThrough(world, request, pathname, body, response);
}

async function serveCall(
  world: World,
  method: string,
  args: Json,
  token: string,
  response: ServerResponse,
): Promise<void> {
  const delay = world.faults.delay(method);
  if (delay > 0) await wait(delay);
  const refusal = world.faults.take(method);
  const [status, headers, answer] = await (async (): Promise<[number, Record<string, string>, Json]> => {
    if (refusal?.kind === 'rateLimit')
      return [429, { 'retry-after': String(refusal.seconds) }, { ok: false, error: 'ratelimited' }];
    if (refusal?.kind === 'error') return [200, {}, { ok: false, error: refusal.error }];
    if (method === 'oauth.v2.access') return [200, {}, await world.installs.access(world, args)];
    return [200, { 'x-oauth-scopes': world.scopes.join(',') }, await answerCall(world, method, args, token)];
  })();
  if (answer.ok === undefined) {
    note(world, method, ['the simulated Slack does not know this method'], args);
    answer.ok = false;
    answer.error = 'unknown_method';
  }
  world.calls.push({ method, args, token, status, response: answer, at: world.now() });
  if (world.faults.breaks(method)) {
    response.destroy();
    return world.changes.announce();
  }
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    .end(JSON.stringify(answer));
  world.changes.announce();
}

/** Uploads and the page that asks for permission are emulate's own business; what we must know of them is noted on the way. */
async function passThrough(
  world: World,
  request: IncomingMessage,
  pathname: string,
  body: Buffer,
  response: ServerResponse,
): Promise<void> {
  const upstream = await fetch(`${world.emulated.origin}${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers: Object.fromEntries(
      ['content-type', 'authorization', 'accept'].flatMap((name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    ),
    redirect: 'manual',
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  });
  const answer = Buffer.from(await upstream.arrayBuffer());
  if (pathname.startsWith('/upload/'))
    world.uploads.set(pathname.split('/').at(-1) ?? '', await fileIn(request, body));
  const location = upstream.headers.get('location');
  response
    .writeHead(upstream.status, {
      'content-type': upstream.headers.get('content-type') ?? 'application/octet-stream',
      ...(location === null ? {} : { location }),
    })
    .end(answer);
  world.changes.announce();
}

async function bytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set, so chunks are buffers
  return Buffer.concat(chunks);
}

/** The file itself: clients send it bare or as the one part of a form. */
async function fileIn(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  for (const part of form.values()) {
    return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer());
  }
  return Buffer.alloc(0);
}

function argumentsOf(request: IncomingMessage, body: Buffer): Json {
  if (body.length === 0) return {};
  const type = request.headers['content-type'] ?? '';
  if (type.includes('application/json')) return object(JSON.parse(body.toString()));
  const args: Json = {};
  for (const [name, value] of new URLSearchParams(body.toString())) {
    args[name] = JSON_ARGUMENTS.has(name) ? parsed(value) : value;
  }
  return args;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function tokenOf(request: IncomingMessage, args: Json): string {
  return (request.headers.authorization ?? '').replace(/^Bearer\s+/i, '') || text(args.token);
}
