import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../../src/domain/duration.ts';
import { createLog } from '../../../src/log.ts';
import type { Finding } from '../../../src/satellite/agent/check/finding.ts';
import { createSatellite, type SatelliteParts } from '../../../src/satellite/agent/create-satellite.ts';
import { readSatelliteConfig } from '../../../src/satellite/agent/file/read-satellite-config.ts';
import { type PagerDutySimulator, startPagerDuty } from '../../simulators/pagerduty/start.ts';
import { ADMIN, type Intake, startIntake } from '../intake/start-intake.ts';

const PLANT = 'plant-T1';
/** Both sides' own. */
const VERSION = '0.1.0';

let intake: Intake;
let pagerduty: PagerDutySimulator;
let folder: string;
let running: { readonly end: () => Promise<void> }[];
beforeEach(async () => {
  running = [];
  folder = await mkdtemp(join(tmpdir(), 'sei-agent-'));
  [intake, pagerduty] = await Promise.all([startIntake(), startPagerDuty({ incidents: 60, months: 2 })]);
  const plant = await intake.store.integrations.get('T1', PLANT);
  if (plant?.mode === 'satellite') await intake.store.integrations.save({ ...plant, url: pagerduty.url });
});
afterEach(async () => {
  await Promise.all(running.map(({ end }) => end()));
  await Promise.all([intake.stop(), pagerduty.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/** `satellite.yml` as it was handed over, with the address of this app and the key filled in. */
async function file(change = (text: string) => text, name = 'one'): Promise<string> {
  const made = await intake.satellites.file(ADMIN, PLANT);
  if (made.kind !== 'made') throw new Error('No file was made.');
  const filled = made.content
    .replace('https://sei.example.com', intake.url)
    .replace('<PAGERDUTY_API_KEY>', pagerduty.apiKey);
  const path = join(folder, `${name}.yml`);
  await writeFile(path, change(filled), { mode: 0o600 });
  return path;
}

async function satellite(path: string, parts: Partial<SatelliteParts> = {}) {
  return createSatellite(await readSatelliteConfig(path, {}), { version: VERSION, ...parts });
}

/** What `--check` finds, but for what is well. */
async function found(path: string, parts: Partial<SatelliteParts> = {}): Promise<Partial<Finding>[]> {
  const findings = await (await satellite(path, parts)).check();
  return findings.filter(({ verdict }) => verdict !== 'ok');
}

/** A satellite at work, with what it logs. */
async function started(path: string, parts: Partial<SatelliteParts> = {}) {
  const stopping = new AbortController();
  let text = '';
  const heard = new Set<() => void>();
  const log = createLog('debug', {
    write: (line: string) => {
      text += line;
      for (const hear of heard) hear();
    },
  });
  const ended = (await satellite(path, parts)).run(log, () => {}, stopping.signal);
  const over = ended.catch(() => {}); // whoever waits for its end hears of it
  const agent = {
    ended,
    logged: () => text,
    said: (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const look = () => pattern.test(text) && resolve();
        heard.add(look);
        look();
        void over.then(() => reject(new Error(`It ended before it said ${pattern}: ${text}`)));
      }),
    async end() {
      stopping.abort(new Error('enough'));
      await over;
    },
  };
  running.push(agent);
  return agent;
}

const storedIds = async () =>
  (
    await intake.store.incidents.get(
      'T1',
      PLANT,
      pagerduty.truth(PLANT).map(({ id }) => id),
    )
  ).map(({ id }) => id);

describe('by the check', () => {
  test('a good file is told to be good, line by line', async () => {
    const findings = await (await satellite(await file())).check();
    expect(findings.map(({ what, verdict }) => `${what} ${verdict}`)).toEqual([
      'configuration ok',
      'app ok',
      'credential ok',
      'key ok',
      'integration ok',
      'PagerDuty ok',
      'clock ok',
    ]);
  });

  test('a key that PagerDuty refuses comes with both things that may be wrong', async () => {
    const path = await file((text) => text.replace(pagerduty.apiKey, 'u+another'));
    expect(await found(path)).toEqual([
      {
        what: 'PagerDuty',
        verdict: 'wrong',
        found: 'PagerDuty refused this key: mistyped, revoked, or the account is in the other region.',
        mend: 'Correct api_key in satellite.yml, or url: https://api.pagerduty.com, for accounts in the EU https://api.eu.pagerduty.com.',
      },
    ]);
  });

  test('one user’s key works, and is told to see less; a user whom nobody knows harms nothing', async () => {
    const path = await file((text) => text.replace(pagerduty.apiKey, pagerduty.userKey));
    expect(await found(path)).toMatchObject([{ verdict: 'note', mend: /sees everything/ }].map(matching));
    const nobody = await file((text) => text.replace('dana@example.com', 'nobody@example.com'));
    expect(await found(nobody)).toMatchObject(
      [{ verdict: 'note', found: /no user nobody@example.com/ }].map(matching),
    );
  });

  test('nobody at the address of PagerDuty, or of the app', async () => {
    const nowhere = await file((text) => text.replace(pagerduty.url, 'http://127.0.0.1:1'));
    expect(await found(nowhere)).toMatchObject([
      { what: 'integration', verdict: 'note', mend: 'The file counts. Correct the one that is wrong.' },
      {
        what: 'PagerDuty',
        found: 'No answer from http://127.0.0.1:1: the connection was refused.',
        mend: 'Correct the port, or start what should run there.',
      },
    ]);
    const noApp = await file((text) => text.replace(intake.url, 'http://127.0.0.1:1'));
    expect(await found(noApp)).toMatchObject([
      {
        what: 'app',
        found: 'No answer from the app at http://127.0.0.1:1: the connection was refused.',
        mend: 'Correct the port, or start what should run there.',
      },
    ]);
  });

  test('what answers in the place of the app, with a 401 of its own, is told apart from it', async () => {
    const path = await file((text) => text.replace(`${intake.url}/satellite`, `${pagerduty.url}/satellite`));
    expect(await found(path)).toMatchObject(
      [{ what: 'app', found: /is not the app/, mend: /wants a login: it has to pass \/satellite\/ on/ }].map(
        matching,
      ),
    );
  });

  test('a proxy on the way to PagerDuty is named, too', async () => {
    const proxy = "  proxy: { host: 127.0.0.1, port: '1', all_traffic: true }\nintegrations:";
    const path = await file((text) => text.replace('\nintegrations:', `\n${proxy}`));
    expect(await found(path)).toMatchObject(
      [
        { what: 'app', found: /: the proxy 127.0.0.1:1 cannot be reached \(ECONNREFUSED\)\.$/ },
        {
          what: 'PagerDuty',
          found: /: the proxy 127.0.0.1:1 cannot be reached \(ECONNREFUSED\)\.$/,
          mend: /^Compare proxy.host and proxy.port/,
        },
      ].map(matching),
    );
  });

  test('a key of another file', async () => {
    const path = await file((text) => text.replace(/(sei-enrol_\w{10}_).{4}/, '$1AAAA'));
    expect(await found(path)).toMatchObject(
      [
        {
          what: 'key',
          found: 'The app refuses the api_key of the file. The app does not know this key for this tenant.',
          mend: /make a new one: \/sei-pagerduty satellite <name>$/,
        },
      ].map(matching),
    );
  });

  test('another version of the protocol is the one thing that is wrong, and says which side to update', async () => {
    expect(await found(await file(), { protocol: 0 })).toEqual([
      {
        what: 'protocol',
        verdict: 'wrong',
        found: 'The app takes versions 1 to 1 of the protocol, this satellite speaks 0.',
        mend: 'Update the satellite.',
      },
    ]);
    expect(await found(await file(), { protocol: 2 })).toMatchObject([
      { mend: 'Update the app, or take an older satellite.' },
    ]);
  });
});

describe('at work', () => {
  test('it brings the whole account in, and gives the lease back when it stops', async () => {
    const agent = await started(await file());
    await agent.said(/Everything is read/);
    expect((await storedIds()).length).toBe(pagerduty.truth(PLANT).length);
    await agent.end();
    expect((await intake.store.satellites.work('T1', PLANT)).lease).toBeNull();
  });

  test('of two with one file, one works and the other stands by; each has a credential of its own', async () => {
    const path = await file();
    const one = await started(path);
    await one.said(/Everything is read/);
    const copy = join(folder, 'two.yml');
    await copyFile(path, copy);
    const two = await started(copy);
    await two.said(/Another satellite works on it; standing by/);
    expect(two.logged()).not.toContain('A run succeeded');
    expect(await intake.store.satellites.list('T1')).toHaveLength(2);
  });

  test('a clock that is an hour ahead does no harm: instants are told by the app’s', async () => {
    const ownClock = { now: () => intake.clock.now() + HOUR };
    const agent = await started(await file(), { ownClock });
    await agent.said(/clock is 3\d\d\d seconds ahead of the app/);
    await agent.said(/Everything is read/);
    const { coverage } = await intake.store.sync.state('T1', PLANT);
    expect(coverage?.completeTo).toBeLessThanOrEqual(intake.clock.now());
    expect((await storedIds()).length).toBe(pagerduty.truth(PLANT).length);
  });

  test('speaking an old version of the protocol it does not enrol, and says what to update', async () => {
    const agent = await started(await file(), { protocol: 0 });
    await expect(agent.ended).rejects.toThrow(
      'This satellite speaks version 0 of the protocol. Update the satellite: this app takes version 1 to 1.',
    );
    expect(await intake.store.satellites.list('T1')).toEqual([]);
  });

  test('updated too early it says so, and waits for the app: nothing is read meanwhile', async () => {
    const path = await file();
    const before = await started(path);
    await before.said(/Everything is read/);
    await before.end();
    const asked = pagerduty.requests.length;
    const agent = await started(path, { protocol: 2 });
    await agent.said(/speaks version 2 of the protocol. Update the app, .* Nothing is lost meanwhile/);
    expect(pagerduty.requests.length).toBe(asked);
  });

  test('a key that PagerDuty refuses is not tried again, and is told with what to do here', async () => {
    const path = await file((text) => text.replace(pagerduty.apiKey, 'u+another'));
    const agent = await started(path);
    await agent.said(/A run failed: PagerDuty refused this key.*Put a working key into satellite\.yml/);
    expect(agent.logged()).not.toContain('Re-authenticate');
    expect(agent.logged()).not.toContain('u+another');
  });

  test('whose key is refused gives the lease back: one with a working key goes on at once', async () => {
    const wrong = await started(await file((text) => text.replace(pagerduty.apiKey, 'u+another'), 'wrong'));
    await wrong.said(/The lease is given back/);
    const right = await started(await file());
    await right.said(/Everything is read/);
    expect((await storedIds()).length).toBe(pagerduty.truth(PLANT).length);
    expect(right.logged()).not.toContain('standing by');
    // It tried once: between two that cannot read, nothing goes back and forth.
    expect(wrong.logged().match(/A run failed/g)).toHaveLength(1);
  });

  test('revoked, it ends with what to do, and reads nothing more', async () => {
    // Slow enough to be in the middle of it.
    pagerduty.setLatency(50);
    const agent = await started(await file());
    await agent.said(/This satellite works on the integration now/);
    const [known] = await intake.store.satellites.list('T1');
    await intake.satellites.revoke(ADMIN, known?.id ?? '');
    await expect(agent.ended).rejects.toThrow(/revoked this satellite. .*make a new satellite\.yml/);
    expect(agent.logged()).not.toContain('Everything is read');
  });
});

/** Texts are compared by pattern. */
function matching(finding: Record<string, string | RegExp>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(finding).map(([name, text]) => [
      name,
      text instanceof RegExp ? expect.stringMatching(text) : text,
    ]),
  );
}
