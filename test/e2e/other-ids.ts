import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The simulated account at another address and with other ids, as a second account of one company has them. */
export async function withOtherIds(url: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const there = (text: string) => text.replace(/\bP(SVC|TEAM|USER)/g, 'X$1');
  const back = (text: string) => text.replace(/\bX(SVC|TEAM|USER)/g, 'P$1');
  const server = createServer((request, response) => {
    void (async () => {
      const headers = Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === 'string' && !['host', 'connection', 'accept-encoding'].includes(name)
          ? [[name, value] as const]
          : [],
      );
      const answer = await fetch(`${url}${back(request.url ?? '')}`, {
        headers: Object.fromEntries(headers),
      });
      const body = there(await answer.text());
      const passed = [...answer.headers].filter(([name]) => /^(content-type|ratelimit-)/.test(name));
      response.writeHead(answer.status, Object.fromEntries(passed)).end(body);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on TCP.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
