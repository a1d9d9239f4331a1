import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/duration.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Question } from '../../src/domain/question.ts';
import { asItIs, type WhatIf } from '../../src/domain/what-if.ts';
import { createReports } from '../../src/report/create-reports.ts';
import type { CsvFile, Drilldown } from '../../src/report/reports.ts';
import { incidents } from '../fixtures/incident.ts';
import { question } from '../fixtures/question.ts';
import { readCsv } from '../fixtures/read-csv.ts';
import { exclusion } from '../store/records.ts';
import { memoryStore, NOW } from './memory-store.ts';

const LIST = incidents(
  { recovery: '1h' },
  { recovery: '3h', ending: 'monitor', urgency: 'low' },
  { recovery: '1m' },
  { recovery: '4h', ending: 'merge' },
  { recovery: '2h', ending: 'timeout' },
);

function setUp(list: readonly Incident[] = LIST) {
  const store = memoryStore({ accounts: [{ incidents: list }] });
  return { store, reports: createReports({ store, clock: { now: () => NOW } }) };
}

async function open(
  whatIf: Partial<WhatIf> = {},
  page = { offset: 0, limit: 50 },
  list = LIST,
): Promise<Drilldown> {
  const { reports } = setUp(list);
  const found = await reports.incidents('T1', { question: question() }, { ...asItIs, ...whatIf }, page);
  if (found.kind !== 'incidents') throw new Error(JSON.stringify(found));
  return found;
}

const seen = ({ rows }: Drilldown) =>
  rows.map(({ incident, duration, whyNot }) => [incident.number, duration, whyNot]);

describe('exactly the incidents behind the number', () => {
  test('the longest first, then those that do not count, with why', async () => {
    const found = await open();
    expect(seen(found)).toEqual([
      [2, 3 * HOUR, null],
      [5, 2 * HOUR, null],
      [1, HOUR, null],
      [3, 60, null],
      [4, null, 'merged'],
    ]);
    expect(found).toMatchObject({ total: 5, counted: 4, report: { recovery: { n: 4 } } });
  });

  test('make its mean, whatever the list and however it is paged', async () => {
    const option = fc.record({
      recovery: fc.option(fc.integer({ min: -100, max: 100_000 })),
      ending: fc.constantFrom('person', 'monitor', 'merge'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(option, { maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        async (list, limit) => {
          const all = incidents(...list);
          const rows: Drilldown['rows'][number][] = [];
          let found = await open({}, { offset: 0, limit }, all);
          for (let offset = 0; offset < found.total; offset += limit) {
            found = await open({}, { offset, limit }, all);
            rows.push(...found.rows);
          }
          const counted = rows.flatMap(({ duration }) => (duration === null ? [] : [duration]));
          const sum = counted.reduce((total, each) => total + each, 0);
          expect(found.report.recovery?.mean ?? null).toBe(
            counted.length === 0 ? null : sum / counted.length,
          );
          expect(new Set(rows.map(({ incident }) => incident.id)).size).toBe(rows.length);
          expect(counted).toEqual(counted.toSorted((one, other) => other - one));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('an exclusion says who, when and why', async () => {
    const { store, reports } = setUp();
    await store.exclusions.save(
      exclusion({ integrationId: 'production', incidentId: 'Q000002', number: 2, at: NOW }),
    );
    const found = await reports.incidents('T1', { question: question() }, asItIs, { offset: 0, limit: 9 });
    expect(
      found.kind === 'incidents' && found.rows.find(({ incident }) => incident.number === 2),
    ).toMatchObject({
      whyNot: 'excluded by hand',
      duration: null,
      exclusion: { reason: 'A drill', by: 'U1', at: NOW },
    });
  });

  test('of a report are those of then', async () => {
    const { store, reports } = setUp();
    const first = await reports.incidents('T1', { question: question() }, asItIs, { offset: 0, limit: 9 });
    const id = (first.kind === 'incidents' && first.report.id) || '';
    store.commit(incidents({ number: 30, recovery: '9h' }));
    const again = await reports.incidents('T1', { reportId: id }, asItIs, { offset: 0, limit: 9 });
    expect(again).toEqual(first);
    expect(await reports.incidents('T1', { reportId: 'ZZZZZ' }, asItIs, { offset: 0, limit: 9 })).toEqual({
      kind: 'unknown report',
      id: 'ZZZZZ',
    });
  });
});

describe('behind a count', () => {
  const NINE = ['2026-11-20T10:00Z', '2026-11-20T20:00Z', '2026-11-20T21:00Z'] as const;
  const WORKED = incidents(
    { createdAt: NINE[0], recovery: '1h', responders: ['Dana'] },
    { createdAt: NINE[1], recovery: '2h', responders: ['Dana'] },
    { createdAt: NINE[2], recovery: null, responders: ['Dana'] },
    { createdAt: NINE[1], recovery: '3h' },
    { createdAt: NINE[1], recovery: '4h', ending: 'merge', responders: ['Dana'] },
  );
  const behind = async (metric: 'count' | 'after-hours') => {
    const asked = question({ metric, track: 'created' });
    const found = await setUp(WORKED).reports.incidents('T1', { question: asked }, asItIs, {
      offset: 0,
      limit: 50,
    });
    if (found.kind !== 'incidents') throw new Error(JSON.stringify(found));
    return found;
  };

  test('stand those it counts, also what is still open', async () => {
    const found = await behind('count');
    expect(seen(found)).toEqual([
      [4, 3 * HOUR, null],
      [2, 2 * HOUR, null],
      [1, HOUR, null],
      [3, null, null],
      [5, null, 'merged'],
    ]);
    expect(found.counted).toBe(found.report.counts?.total);
  });

  test('after hours stand those that began then; the others say why they do not count', async () => {
    const found = await behind('after-hours');
    expect(seen(found)).toEqual([
      [2, 2 * HOUR, null],
      [3, null, null],
      [5, null, 'merged'],
      [4, null, 'people not known'],
      [1, null, 'in working hours'],
    ]);
    expect(found.counted).toBe(found.report.counts?.total);
  });
});

describe('what if', () => {
  test.each<[string, Partial<WhatIf>, number[]]>([
    ['only high urgency', { highUrgencyOnly: true }, [5, 1, 3]],
    ['no automatic end', { withoutAutomatic: true }, [1, 3]],
    ['nothing under two minutes', { withoutShort: true }, [2, 5, 1]],
    ['without one', { without: { integrationId: 'production', incidentId: 'Q000002' } }, [5, 1, 3]],
    ['several at once', { withoutAutomatic: true, withoutShort: true }, [1]],
  ])('%s: the number follows, and says what it was', async (_, whatIf, counted) => {
    const found = await open(whatIf);
    expect(found.rows.flatMap(({ incident, whyNot }) => (whyNot === null ? [incident.number] : []))).toEqual(
      counted,
    );
    expect(found.report.recovery?.n).toBe(counted.length);
    expect(found.report.definition.whatIf).toMatchObject(whatIf);
    expect(found.asItIs.recovery?.n).toBe(4);
    expect(found.total).toBe(5);
  });
});

describe('the file', () => {
  async function file(
    list: readonly Incident[] = LIST,
    whatIf: Partial<WhatIf> = {},
    asked: Partial<Question> = {},
  ): Promise<CsvFile> {
    const subject = { question: question(asked) };
    const found = await setUp(list).reports.csv('T1', subject, { ...asItIs, ...whatIf });
    if (found.kind !== 'csv') throw new Error(JSON.stringify(found));
    return found;
  }

  test('has a line for every row, with what it counts with or why it does not', async () => {
    const { content, name, rows, report } = await file(LIST.slice(2, 4));
    expect(name).toBe(`mttr-${report.id}.csv`);
    expect(rows).toBe(2);
    expect(content.split('\r\n')).toEqual([
      'integration,id,number,service,urgency,priority,created,resolved,ended by,seconds,counted',
      'Production,Q000003,3,checkout,high,P1,2026-11-20T10:00:00Z,2026-11-20T10:01:00Z,person,60,yes',
      'Production,Q000004,4,checkout,high,P1,2026-11-20T10:00:00Z,2026-11-20T14:00:00Z,merge,,merged',
      '',
    ]);
  });

  test.each<[Question['by'], string, readonly string[]]>([
    [['day'], ',day', [',2026-11-15', ',2026-11-16']],
    [['week'], ',week', [',2026-W46', ',2026-W47']],
    [['month', 'team'], ',month,team', [',2026-11,Alpha; Beta', ',2026-11,No team']],
    [['service', 'priority'], '', ['', '']],
  ])('by %j says of each row where it lies, in the zone of the question', async (by, head, ends) => {
    const teams = ['Beta', 'Alpha'].map((name) => ({ id: name, name }));
    const list = incidents(
      { createdAt: '2026-11-16T01:00Z', recovery: '2h', teams },
      { createdAt: '2026-11-16T04:30Z', recovery: '1h' },
    );
    const { content } = await file(list, {}, { by, zone: 'America/New_York' });
    const lines = content.trimEnd().split('\r\n');
    expect(lines.map((line) => line.replace(/^.*,(counted|yes)/, ''))).toEqual([head, ...ends]);
  });

  test('says of a switched-off row that it was switched off', async () => {
    expect((await file(LIST.slice(2, 3), { withoutShort: true })).content).toContain(',,what if\r\n');
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1', '|calc', '%0A', '＝1'])(
    'T19 a service called %j is no formula',
    async (name) => {
      const { content } = await file(incidents({ service: { id: 'P1', name } }));
      expect(readCsv(content)[1]?.[3]).toBe(`'${name}`);
    },
  );
});
