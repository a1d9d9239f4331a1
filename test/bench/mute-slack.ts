import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Slack that takes everything and says nothing of it: beside a bench the simulated one would be what is measured. */
const server = createServer((request, response) => {
  request.resume().once('end', () => {
    const user = { id: 'UBENCH', team_id: 'T000000001', name: 'bob', tz: 'Europe/Berlin', is_admin: false };
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({
        ok: true,
        team_id: 'T000000001',
        user_id: 'UBOT',
        bot_id: 'BBOT',
        members: [],
        ...(request.url?.includes('users.info') ? { user } : { user: 'bot' }),
      }),
    );
  });
});
server.listen(0, '127.0.0.1', () => {
  // It listens on TCP.
  process.send?.((server.address() as AddressInfo).port);
});
