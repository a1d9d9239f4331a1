import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { ENDPOINTS } from '../../src/satellite/protocol/endpoints.ts';
import { registerListeners } from '../../src/slack/listeners.ts';
import type { Services } from '../../src/slack/services.ts';
import { idleServices, servedBy } from '../contract/manifest-served.ts';
import { ACTIONS } from './actions.ts';
import { EVENTS, LISTENERS, ROUTES, sampleOf } from './listener-table.ts';
import { PROBES } from './probes.ts';

const served = servedBy((app) => registerListeners(app, idleServices<Services>()));

describe('nothing can be asked of the app that is not in the table', () => {
  test.each(['commands', 'actions', 'views', 'options'] as const)('%s', (kind) => {
    expect(Object.keys(LISTENERS[kind]).sort()).toEqual(served[kind].toSorted());
  });

  test('events', () => {
    expect(EVENTS.toSorted()).toEqual(served.events.toSorted());
  });

  test('routes', async () => {
    const sources = await Promise.all(
      ['../../src/composition/port.ts', '../../src/slack/installing/routes.ts'].map((path) =>
        readFile(new URL(path, import.meta.url), 'utf8'),
      ),
    );
    const found = [
      ...sources
        .join()
        .matchAll(/['`]((?:GET|POST|PUT|DELETE|PATCH) (?:\/[\w/.-]+|\$\{REDIRECT_PATH\}))['`]/g),
    ].map(([, route = '']) => route.replace(/\$.*/, '/slack/oauth_redirect'));
    const ofSatellites = Object.values(ENDPOINTS).map(({ method, path }) => `${method} /satellite${path}`);
    expect([...new Set([...found, ...ofSatellites])].sort()).toEqual(Object.keys(ROUTES).sort());
  });
});

test('every action of the table of permissions has a probe, and no probe is left over', () => {
  expect(Object.keys(PROBES).sort()).toEqual(ACTIONS.toSorted());
});

test('a sample of each registered pattern is taken by it', () => {
  for (const registered of served.actions.filter((each) => each.startsWith('/'))) {
    const pattern = new RegExp(registered.slice(1, registered.lastIndexOf('/')));
    expect(sampleOf(registered)).toMatch(pattern);
  }
});
