import { getEventListeners } from 'node:events';
import { expect, test, vi } from 'vitest';
import { openSocket } from '../../src/slack/open-socket.ts';

function noted() {
  const lines: string[] = [];
  const note = (_fields: object | string, sentence?: string) => lines.push(sentence ?? '');
  return { lines, log: { debug: note, info: note, warn: note, error: note } };
}

const unreachable = () => new Error('getaddrinfo ENOTFOUND slack.com');
const refused = () => Object.assign(new Error('refused'), { data: { error: 'invalid_auth' } });

test('without a network it goes on trying until Slack answers, and leaves nothing behind', async () => {
  const stopping = new AbortController();
  const { log } = noted();
  let attempts = 0;
  const open = async () => {
    attempts++;
    if (attempts < 20) throw unreachable();
  };
  await openSocket({ open, log, signal: stopping.signal, pause: 1 });
  await vi.waitFor(() => expect(attempts).toBe(20));
  expect(getEventListeners(stopping.signal, 'abort')).toEqual([]);
});

test('while it waits for the next attempt, the app can stop', async () => {
  const stopping = new AbortController();
  const { log, lines } = noted();
  const open = vi.fn(async () => {
    throw unreachable();
  });
  await openSocket({ open, log, signal: stopping.signal, pause: 5 });
  stopping.abort();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(open).toHaveBeenCalledTimes(1);
  expect(lines).toEqual(['Slack does not open a socket; the app goes on trying.']);
});

test('a refused token ends the start; refused later it is in the log', async () => {
  const { signal } = new AbortController();
  const { log, lines } = noted();
  await expect(openSocket({ open: () => Promise.reject(refused()), log, signal })).rejects.toThrow(
    'SLACK_APP_TOKEN',
  );
  const open = vi.fn(() => Promise.reject(refused())).mockRejectedValueOnce(unreachable());
  await openSocket({ open, log, signal, pause: 1 });
  await vi.waitFor(() => expect(lines.at(-1)).toBe('Slack refused the socket.'));
});
