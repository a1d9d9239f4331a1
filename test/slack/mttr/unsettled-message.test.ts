import { describe, expect, test } from 'vitest';
import { answerMessage } from '../../../src/slack/mttr/answer-message.ts';
import { plainQuestion } from '../../../src/slack/mttr/asked.ts';
import { blocksOf } from '../blocks-of.ts';
import { NOW } from '../records.ts';
import { message } from './answered.ts';

describe('what has to be settled first', () => {
  test('an unknown name: the nearest as buttons', () => {
    const shown = message(
      {
        kind: 'unknown name',
        name: { field: 'service', text: 'chekout' },
        nearest: ['checkout', 'check in'],
      },
      'chekout last=7d',
    );
    expect(shown.text).toBe('No service is called “chekout”. Did you mean: checkout, check in');
    expect(shown.buttons).toEqual([
      ['checkout', 'service=checkout last=7d'],
      ['check in', 'service="check in" last=7d'],
      ['MTTR of all services', 'last=7d'],
    ]);
  });

  test('a time in everyday words: how it is written', () => {
    const name = { field: 'service' as const, text: 'checkout last month' };
    const { text } = message({ kind: 'unknown name', name, nearest: ['checkout'] }, 'checkout last month');
    expect(text).toContain(
      'A time is written `last=7d`, `week=2026-W47` or `month=2026-10`. Did you mean: checkout',
    );
  });

  test('nothing is near: what there is; several names: with commas', () => {
    const name = { field: 'service' as const, text: 'checkout ledger' };
    const others = ['checkout', 'ledger'];
    expect(message({ kind: 'unknown name', name, nearest: [], others }, 'checkout ledger').text).toBe(
      'No service is called “checkout ledger”. Nothing has a name like it. Some services: checkout, ledger',
    );
    const apart = message(
      { kind: 'unknown name', name, nearest: [], others, apart: others },
      'checkout ledger',
    );
    expect(apart.text).toContain('Several names need commas: `checkout,ledger`.');
    expect(apart.buttons[0]).toEqual(['checkout and ledger', 'service=checkout,ledger last=30d']);
    const none = {
      kind: 'unknown name',
      name: { field: 'collection', text: 'x' },
      nearest: [],
      others: [],
    } as const;
    expect(message(none).text).toContain('There are no collections yet.');
  });

  test('an ambiguous name: a menu, each option asks with an id', () => {
    const shown = message({
      kind: 'ambiguous',
      name: { field: 'service', text: 'checkout' },
      candidates: [
        { id: 'PAAA', name: 'checkout', integration: 'Production' },
        { id: 'PBBB', name: 'checkout', integration: 'Staging' },
      ],
    });
    expect(shown.options).toEqual([
      ['checkout (Production)', 'service=PAAA last=30d'],
      ['checkout (Staging)', 'service=PBBB last=30d'],
    ]);
  });

  test('an ambiguous name in a question too long for a menu: buttons', () => {
    const shown = message(
      {
        kind: 'ambiguous',
        name: { field: 'service', text: 'checkout' },
        candidates: [
          { id: 'PAAA', name: 'checkout', integration: 'Production' },
          { id: 'PBBB', name: 'checkout', integration: 'Staging' },
        ],
      },
      `service=checkout team="${'Platform '.repeat(15)}"`,
    );
    expect(shown.options).toEqual([]);
    expect(shown.buttons).toHaveLength(2);
  });

  test('severity is not ingested: the question without it', () => {
    const shown = message(
      { kind: 'not ingested', needs: 'severity' },
      'checkout severity=critical by=severity',
    );
    expect(shown.text).toBe('Alert severity is not loaded from PagerDuty yet, so nothing can be said by it.');
    expect(shown.buttons).toEqual([['Ask without severity', 'service=checkout last=30d']]);
  });

  test('nothing is connected: a member learns who can help, an admin gets the button', () => {
    expect(message({ kind: 'no integrations' }).text).toContain('<@UALICE> can help.');
    const admin = answerMessage(
      { kind: 'no integrations' },
      {
        asked: { question: plainQuestion, public: false, csv: false, reportId: null },
        viewer: { standing: 'admin', helpers: [] },
        now: NOW,
        chart: 'native',
        sharedBy: null,
      },
    );
    expect(blocksOf(admin).buttons).toEqual([['Connect PagerDuty', undefined]]);
  });
});
