import { mkdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { instantOf } from '../src/domain/instant.ts';
import { startStage } from '../test/simulators/stage.ts';
import { openCamera, roomIn, WIDTHS, type Width } from './screenshots/camera.ts';
import { documentedPictures } from './screenshots/documented.ts';
import { frameOf } from './screenshots/frame.ts';
import { movableClock } from './screenshots/movable-clock.ts';
import { shootPage } from './screenshots/shoot-page.ts';
import { walkAfter } from './screenshots/walk-after.ts';
import { walkBefore } from './screenshots/walk-before.ts';
import { walkCollections } from './screenshots/walk-collections.ts';
import { walkConnect } from './screenshots/walk-connect.ts';
import { walkDigests } from './screenshots/walk-digests.ts';
import { walkIncidents } from './screenshots/walk-incidents.ts';
import { walkPeople } from './screenshots/walk-people.ts';
import { walkProfiles } from './screenshots/walk-profiles.ts';
import { walkSatellite } from './screenshots/walk-satellite.ts';
import { walkUpkeep } from './screenshots/walk-upkeep.ts';

/**
 * `npm run screenshots -- [folder] [--only=name,name]`: walks every surface of the real app between its two simulated
 * companies, and writes what a person sees on a phone and on a desktop as pictures. Without a folder: those pictures
 * that the documents show, into `docs/pictures`.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
const folder = positionals[0] ?? 'docs/pictures';
const only = values.only?.split(',');
const documented = positionals.length === 0 && only === undefined ? await documentedPictures() : null;

const clock = movableClock(instantOf(new Date('2026-11-23T08:55:00Z')));
/** Report ids are made of what the report says, and so of the ids in it: they are counted, to be the same each time. */
function countedIds() {
  let made = 0;
  return { newId: () => `id-${++made}`, newRequestId: () => '5e1ec7ed' };
}

const stage = await startStage({
  clock,
  ids: countedIds(),
  pagerduty: { seed: 1, services: 12, months: 6, incidents: 3_000 },
  timing: { submit: 500, progress: 100, home: 500, picture: 100 },
  environment: {
    BACKFILL_DAYS: '180',
    SYNC_CRON: '0 0 1 1 *',
    LOG_LEVEL: 'warn',
    EGRESS_IPS: '203.0.113.7',
    PUBLIC_URL: 'https://sei.example.com',
  },
});
// Two services of nearly the same name: which one is meant has to be asked.
stage.pagerduty.mutate.renameService('reporting', 'Search');
await mkdir(folder, { recursive: true });
const camera = await openCamera(folder);

async function shootAll(walk: typeof walkBefore): Promise<void> {
  for await (const scene of walk(stage)) {
    if (only && !only.includes(scene.name)) continue;
    for (const width of Object.keys(WIDTHS) as Width[]) {
      if (documented?.has(`${scene.name}-${width}`) === false) continue;
      const { users, channels } = stage.slack;
      const fileOf = (id: string) => stage.slack.files().find((file) => file.id === id)?.data;
      const reader = {
        fileOf,
        users,
        channels,
        now: clock.now(),
        zone: 'Europe/Berlin',
        room: roomIn(width),
      };
      // The simulated account's address is another one each time.
      const html = frameOf(scene, reader).replaceAll(stage.pagerduty.url, 'https://api.eu.pagerduty.com');
      const over = await camera.shoot(html, scene.name, width);
      console.log(`${scene.name}-${width}${over > 0 ? `  scrolls sideways: ${over} px` : ''}`);
    }
  }
}

try {
  await shootAll(walkBefore);
  clock.run();
  await shootAll(walkConnect);
  clock.stop(60);
  await shootAll(walkAfter);
  await shootAll(walkUpkeep);
  await shootAll(walkCollections);
  await shootAll(walkIncidents);
  await shootAll(walkProfiles);
  await shootAll(walkPeople);
  await shootAll(walkDigests);
  await shootAll(walkSatellite);
  if (!only) await shootPage(folder, countedIds());
  for (const { where, problem } of stage.slack.problems)
    console.error(`Slack would refuse: ${where}: ${problem}`);
} finally {
  await camera.close();
  await stage.stop();
}
