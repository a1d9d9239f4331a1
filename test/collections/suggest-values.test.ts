import { expect, test } from 'vitest';
import { proposalsOf } from '../../src/collections/proposals-of.ts';
import { suggestValues } from '../../src/collections/suggest-values.ts';
import type { Account } from '../../src/report/account.ts';
import { integration } from '../slack/records.ts';
import { collection } from './fixture.ts';

function account(name: string, directory: Partial<Account['directory']>): Account {
  return {
    integration: integration({ id: name, name }),
    directory: { services: [], users: [], teams: [], priorities: [], missing: [], ...directory },
  };
}

function services(...names: string[]) {
  return names.map((name) => ({
    id: `P-${name}`,
    name,
    status: 'active',
    autoResolveTimeout: null,
    deletedAt: null,
  }));
}

const labels = (found: ReturnType<typeof suggestValues>) => found.map(({ label }) => label);

test('names that begin with it, then words that do, then what contains it; deleted ones last', () => {
  const gone = services('pay-old').map((service) => ({ ...service, deletedAt: 5 }));
  const one = account('Production', {
    services: [...services('repay', 'card pay', 'payouts', 'search'), ...gone],
  });
  expect(labels(suggestValues('service', 'PAY', [one]))).toEqual([
    'payouts',
    'card pay',
    'repay',
    'pay-old (deleted)',
  ]);
});

test('of several accounts the label says which; a priority is one for all', () => {
  const priorities = [{ id: 'X', name: 'P1', rank: 0, deletedAt: null }];
  const two = ['Production', 'Staging'].map((name) =>
    account(name, { services: services('pay'), priorities }),
  );
  expect(labels(suggestValues('service', '', two))).toEqual(['pay (Production)', 'pay (Staging)']);
  expect(suggestValues('priority', '', two)).toEqual([{ value: 'P1', label: 'P1' }]);
});

test('of 5,000 services with names up to 255 characters at most 100 are offered', () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `${'x'.repeat(index % 250)}-${index}`);
  expect(
    suggestValues('service', 'x', [account('Production', { services: services(...names) })]),
  ).toHaveLength(100);
});

test('teams propose themselves where no collection is theirs; a taken name says the account', () => {
  const teams = ['Payments', 'Search'].map((name) => ({
    id: `T-${name}`,
    name,
    private: false,
    deletedAt: null,
  }));
  const existing = [
    collection('search', { filter: [{ field: 'team', operator: 'equals', values: ['T-Search'] }] }),
    collection('payments'),
  ];
  expect(proposalsOf([account('Production', { teams })], existing)).toEqual([
    {
      integrationId: 'Production',
      integration: 'Production',
      teamId: 'T-Payments',
      name: 'Payments (Production)',
    },
  ]);
});
