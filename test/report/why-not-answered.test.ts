import { describe, expect, test } from 'vitest';
import { incidents } from '../fixtures/incident.ts';
import { equal } from '../fixtures/question.ts';
import { account, ask, report } from './asking.ts';

describe('is not ingested', () => {
  const accounts = [account({ incidents: incidents({}, {}) })];
  const users = [{ id: 'U1', name: 'Dana', email: 'dana@example.com', zone: null, deletedAt: null }];

  test('severity and user, as long as no incident has them', async () => {
    const severity = { kind: 'not ingested', needs: 'severity' };
    expect(await ask({ accounts }, { filter: equal({ severity: ['critical'] }) })).toEqual(severity);
    expect(await ask({ accounts }, { by: ['severity'] })).toEqual(severity);
    expect(await ask({ accounts }, { filter: equal({ user: ['dana'] }) })).toEqual({
      kind: 'not ingested',
      needs: 'user',
    });
    expect(await ask({ accounts }, { by: ['user'] })).toEqual({ kind: 'not ingested', needs: 'user' });
  });

  test('acknowledgements and hours of people; counting works', async () => {
    const acknowledgement = { kind: 'not ingested', needs: 'acknowledgement' };
    expect(await ask({ accounts }, { metric: 'mtta' })).toEqual(acknowledgement);
    expect(await ask({ accounts }, { metric: 'after-hours' })).toEqual({
      kind: 'not ingested',
      needs: 'user',
    });
    expect((await report({ accounts }, { metric: 'count' })).recovery?.n).toBe(2);
  });

  test('what is known for some is answered, and says for how many', async () => {
    const some = incidents({ responders: [{ id: 'U1', name: 'Dana' }] }, {}, {}, {});
    const workspace = { accounts: [account({ incidents: some, directory: { users } })] };
    const answer = await report(workspace, { filter: equal({ user: ['DANA@example.com'] }) });
    expect(answer).toMatchObject({ recovery: { n: 1 }, partlyKnown: [{ field: 'user', share: 0.25 }] });
    expect(await ask(workspace, { filter: equal({ user: ['Donna'] }) })).toMatchObject({
      kind: 'unknown name',
      nearest: ['Dana'],
    });
  });

  test('people are not ranked unless an admin turned it on', async () => {
    const some = [account({ incidents: incidents({ responders: ['Dana'] }) })];
    expect(await ask({ accounts: some }, { by: ['user'] })).toMatchObject({ kind: 'invalid' });
    const answer = await report({ accounts: some, settings: { peopleReports: true } }, { by: ['user'] });
    expect(answer.groups.rows.map(({ label }) => label)).toEqual(['Dana']);
  });
});
