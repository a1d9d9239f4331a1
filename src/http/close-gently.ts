import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';

const LOOK_MILLISECONDS = 25;
/** Nobody has knocked for so long: nobody waits at the door. */
const QUIET_MILLISECONDS = 100;
/** In a rush that does not end somebody is turned away in the end. */
const RUSH_MILLISECONDS = 2_000;

/**
 * Closes a server without turning away whoever is there already, and resolves when the last connection is closed; what
 * takes longer than `deadline` milliseconds is cut.
 *
 * The system resets connections that wait to be accepted when a door closes, and the HTTP server's own `close` cuts those
 * that only seem idle, their request being on the way. So all that knock are let in first, and what has arrived is read.
 */
export function closeGently(server: Server, deadline: number): Promise<void> {
  return new Promise((resolve) => {
    const began = performance.now();
    let knocked = began;
    let open = true;
    server.on('connection', () => {
      knocked = performance.now();
    });
    const closed = () => {
      clearTimeout(cut);
      clearInterval(look);
      server.close();
      resolve();
    };
    const cut = setTimeout(() => server.closeAllConnections(), deadline);
    const isQuiet = () => {
      const now = performance.now();
      return now - knocked > QUIET_MILLISECONDS || now - began > RUSH_MILLISECONDS;
    };
    const look = setInterval(() => {
      if (!isQuiet()) return;
      // Looked at again right after the event loop has let in and read what there was.
      setImmediate(() => {
        if (open && !isQuiet()) return;
        if (open) NetServer.prototype.close.call(server, closed);
        open = false;
        server.closeIdleConnections();
      });
    }, LOOK_MILLISECONDS);
  });
}
