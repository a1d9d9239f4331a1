import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a Slack saw of messages: how many, where, and how close together. */
export interface Seen {
  readonly messages: number;
  readonly replies: number;
  /** Channels that got more than one message. */
  readonly twice: number;
  /** The least milliseconds between two posts in one channel. */
  readonly closest: number;
  /** The most posts in one workspace within a second, and within a minute. */
  readonly mostInSecond: number;
  readonly mostInMinute: number;
}

/** A Slack that takes every message and remembers when it came; the token is the workspace. */
const posts: { workspace: string; channel: string; at: number; isReply: boolean }[] = [];
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => {
    body += chunk;
  });
  request.once('end', () => {
    const given = new URLSearchParams(body);
    const channel = given.get('channel') ?? '';
    const workspace = request.headers.authorization ?? '';
    const isReply = given.has('thread_ts');
    if (request.url?.includes('chat.postMessage'))
      posts.push({ workspace, channel, at: performance.now(), isReply });
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ ok: true, channel, ts: `${posts.length}.000100` }));
  });
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port)); // it listens on TCP

process.on('message', () => {
  const main = posts.filter(({ isReply }) => !isReply);
  const byChannel = Map.groupBy(posts, ({ workspace, channel }) => `${workspace} ${channel}`);
  const gaps = [...byChannel.values()].flatMap((its) =>
    its.slice(1).map(({ at }, index) => at - (its[index]?.at ?? 0)),
  );
  const byWorkspace = [...Map.groupBy(posts, ({ workspace }) => workspace).values()];
  const mostWithin = (span: number) =>
    Math.max(
      ...byWorkspace.flatMap((its) =>
        its.map(({ at }) => its.filter((each) => each.at >= at && each.at < at + span).length),
      ),
    );
  const seen: Seen = {
    messages: main.length,
    replies: posts.length - main.length,
    twice: [...Map.groupBy(main, ({ workspace, channel }) => `${workspace} ${channel}`).values()].filter(
      (its) => its.length > 1,
    ).length,
    closest: Math.min(...gaps, Number.POSITIVE_INFINITY),
    mostInSecond: mostWithin(1_000),
    mostInMinute: mostWithin(60_000),
  };
  process.send?.(seen);
});
