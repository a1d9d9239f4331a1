import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { satelliteOpenApi } from '../../../scripts/satellite-openapi.ts';
import { ENDPOINTS } from '../../../src/satellite/protocol/endpoints.ts';
import { PROBLEMS, Problem } from '../../../src/satellite/protocol/problem.ts';
import { type Intake, startIntake } from '../intake/start-intake.ts';

const DOCS = new URL('../../../docs/', import.meta.url);

test('docs/satellite-openapi.yaml is what the schemas say (npm run openapi makes it anew)', async () => {
  const written = parse(await readFile(new URL('satellite-openapi.yaml', DOCS), 'utf8'));
  expect(written).toEqual(JSON.parse(JSON.stringify(satelliteOpenApi())));
});

test('docs/satellite.md explains every problem that the app answers with', async () => {
  const guide = await readFile(new URL('satellite.md', DOCS), 'utf8');
  expect(Object.keys(PROBLEMS).filter((code) => !guide.includes(`\`${code}\``))).toEqual([]);
});

describe('the routes', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
  });
  afterAll(() => intake.stop());

  test('are those of the file', async () => {
    const { paths } = parse(await readFile(new URL('satellite-openapi.yaml', DOCS), 'utf8'));
    const described = Object.entries<Record<string, object>>(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} /satellite${path}`),
    );
    expect(Object.keys(intake.routes).sort()).toEqual(described.sort());
  });

  test('answer as described, with every field that the schema names', async () => {
    const satellite = await intake.unenrolled();
    const enrolled = await satellite.enrol();
    const token = await satellite.claim();
    const integrationId = satellite.integrationIds[0] ?? '';
    const answers = {
      welcome: await satellite.send('', undefined),
      enrol: enrolled,
      check: await satellite.ask('/check', {}),
      heartbeat: await satellite.heartbeat(),
      lease: await satellite.ask('/lease', { integrationId }),
      state: await satellite.ask('/state', { integrationId, token: token + 1 }),
      open: await satellite.ask('/open', { integrationId, token: token + 1 }),
      commit: await satellite.commit({ token: token + 1, number: 1 }, {}),
      release: await satellite.ask('/release', { integrationId, token: token + 1 }),
    };
    for (const [name, { status, body }] of Object.entries(answers)) {
      expect([name, status]).toEqual([name, 200]);
      const schema = ENDPOINTS[name as keyof typeof ENDPOINTS].answer; // the names above
      expect(schema.parse(body), name).toEqual(body);
    }
    const problem = await satellite.ask('/lease', {});
    expect(problem.status).toBe(422);
    expect(Problem.parse(problem.body)).toEqual(problem.body);
  });
});
