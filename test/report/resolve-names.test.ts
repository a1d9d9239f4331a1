import { describe, expect, test } from 'vitest';
import { HOUR } from '../../src/domain/duration.ts';
import { incidents, instant } from '../fixtures/incident.ts';
import { equal } from '../fixtures/question.ts';
import { account, ask, report, service } from './asking.ts';

describe('names', () => {
  const checkout = incidents({ service: 'checkout', recovery: '1h' }, { service: 'ledger', recovery: '3h' });

  test('are found without regard to case, and shown as they are', async () => {
    const answer = await report(
      { accounts: [account({ incidents: checkout })] },
      { filter: equal({ service: ['CheckOut'] }) },
    );
    expect(answer.subject).toBe('checkout');
    expect(answer.recovery?.n).toBe(1);
    expect(answer.definition.filter).toEqual(equal({ service: ['checkout'] }));
    expect(answer.definition.applied).toEqual(equal({ service: ['PCHECKOUT'] }));
  });

  test('near misses are suggested, best first', async () => {
    expect(await ask({ accounts: [account()] }, { filter: equal({ service: ['chekout'] }) })).toEqual({
      kind: 'unknown name',
      name: { field: 'service', text: 'chekout' },
      nearest: ['checkout'],
      others: ['checkout', 'ledger', 'payouts'],
    });
    const collections = [{ name: 'Payments' }, { name: 'Platform' }];
    expect(await ask({ accounts: [account()], collections }, { collection: 'pay' })).toMatchObject({
      kind: 'unknown name',
      nearest: ['Payments'],
    });
  });

  test('one that several things have is asked back; the id that was chosen settles it', async () => {
    const twin = service('Checkout', { id: 'PTWIN' });
    const accounts = [
      account({ incidents: checkout }),
      account({ directory: { services: [twin] }, incidents: incidents({ service: twin, recovery: '2h' }) }),
    ];
    expect(await ask({ accounts }, { filter: equal({ service: ['checkout'] }) })).toEqual({
      kind: 'ambiguous',
      name: { field: 'service', text: 'checkout' },
      candidates: [
        { id: 'PCHECKOUT', name: 'checkout', integration: 'Production' },
        { id: 'PTWIN', name: 'Checkout', integration: 'Account 2' },
      ],
    });
    expect((await report({ accounts }, { filter: equal({ service: ['PTWIN'] }) })).recovery?.mean).toBe(
      2 * HOUR,
    );
    expect((await report({ accounts }, { filter: equal({ service: ['PTWIN'] }) })).subject).toBe(
      'Checkout (Account 2)',
    );
    const inOne = equal({ integration: ['production'], service: ['checkout'] });
    expect((await report({ accounts }, { filter: inOne })).recovery?.mean).toBe(HOUR);
  });

  test('a service that only incidents still know is found by its name', async () => {
    const accounts = [account({ incidents: incidents({ service: 'legacy-billing', recovery: '2h' }, {}) })];
    const found = await report({ accounts }, { filter: equal({ service: ['Legacy-Billing'] }) });
    expect(found).toMatchObject({ subject: 'legacy-billing', recovery: { n: 1, mean: 2 * HOUR } });
  });

  test('two names without a comma may be two services', async () => {
    expect(
      await ask({ accounts: [account()] }, { filter: equal({ service: ['Checkout ledger'] }) }),
    ).toMatchObject({ kind: 'unknown name', apart: ['checkout', 'ledger'] });
    expect(
      await ask({ accounts: [account()] }, { filter: equal({ service: ['checkout vs ledger'] }) }),
    ).toMatchObject({ kind: 'unknown name', apart: ['checkout', 'ledger'] });
  });

  test('a priority of one name in two accounts is one', async () => {
    const priority = (id: string) => ({ id, name: 'P1', rank: 0, deletedAt: null });
    const accounts = ['A', 'B'].map((id) =>
      account({
        directory: { priorities: [priority(id)] },
        incidents: incidents({ priority: { id, name: 'P1' } }, { priority: null }),
      }),
    );
    expect(await report({ accounts }, { filter: equal({ priority: ['p1'] }) })).toMatchObject({
      subject: 'All services, priority P1',
      recovery: { n: 2 },
    });
  });

  test('what the question narrows it to is in what it is about, by name', async () => {
    const teams = [{ id: 'PTEAM', name: 'payments', private: false, deletedAt: null }];
    const accounts = [account({ directory: { teams }, incidents: checkout })];
    const filter = equal({ service: ['checkout'], team: ['Payments'], urgency: ['high'] });
    expect((await report({ accounts }, { filter })).subject).toBe('checkout, team payments, urgency high');
  });

  test('a deleted service keeps its last name and can be asked about, but is not suggested', async () => {
    const deletedAt = instant('2026-11-21T00:00Z');
    const services = [service('legacy', { id: 'PCHECKOUT', deletedAt })];
    const accounts = [account({ directory: { services }, incidents: checkout })];
    expect((await report({ accounts }, { filter: equal({ service: ['legacy'] }) })).recovery?.n).toBe(1);
    expect(await ask({ accounts }, { filter: equal({ service: ['legac'] }) })).toMatchObject({ nearest: [] });
  });
});
