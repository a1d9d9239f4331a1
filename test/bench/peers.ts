import { createRequire } from 'node:module';
import { z } from 'zod';
import { DAY } from '../../src/domain/duration.ts';
import type { Span } from '../../src/domain/instant.ts';
import type { ForkedPagerDuty } from '../simulators/pagerduty/fork.ts';

/** Another way to collect incidents: returns what it gave, in the order in which it came. */
export type Peer = (account: Pick<ForkedPagerDuty, 'url' | 'apiKey'>, span: Span) => Promise<unknown[]>;

const time = (instant: number) => new Date(instant * 1000).toISOString();

/**
 * PagerDuty's own client for JavaScript, as its README shows it.
 *
 * Stops at 10,000: the refusal at the ceiling counts as an answer without rows, and ends up among them as `undefined`.
 * It finds the name of the list only behind a host that ends in ".com": the simulator lies under such a path.
 */
export const pdjs: Peer = async ({ url, apiKey }, span) => {
  // It is CommonJS, and its types come without the resolution that ours uses.
  const { api } = createRequire(import.meta.url)('@pagerduty/pdjs') as {
    api(parameters: Record<string, unknown>): Promise<{ resource: unknown; next?: () => Promise<never> }>;
  };
  const rows: unknown[] = [];
  let page: Awaited<ReturnType<typeof api>> | undefined = await api({
    url: `${url}/incidents`,
    token: apiKey,
    queryParameters: { since: time(span.start), until: time(span.end), limit: '100' },
  });
  while (page) {
    rows.push(...[page.resource].flat());
    page = page.next && (await page.next());
  }
  return rows;
};

const answer = z.looseObject({ incidents: z.array(z.unknown()), more: z.boolean() });

/** What one writes by hand: windows of 30 days, one page after the other; waits 60 seconds after a 429. */
export const serialPager: Peer = async ({ url, apiKey }, span) => {
  const rows: unknown[] = [];
  for (let end = span.end; end > span.start; end -= 30 * DAY) {
    const since = Math.max(span.start, end - 30 * DAY);
    for (let offset = 0, more = true; more; ) {
      const query = `since=${time(since)}&until=${time(end)}&limit=100&offset=${offset}`;
      const response = await fetch(`${url}/incidents?${query}`, {
        headers: { authorization: `Token token=${apiKey}` },
      });
      if (response.status === 429) {
        await response.body?.cancel();
        await new Promise((resolve) => setTimeout(resolve, 60_000));
        continue;
      }
      const page = answer.parse(await response.json());
      rows.push(...page.incidents);
      offset += page.incidents.length;
      more = page.more;
    }
  }
  return rows;
};

/** What was created since: how a collector goes on that knows the list by creation alone. */
export const createdSince: Peer = serialPager;

const identified = z.looseObject({ id: z.string() });

/** Percent of the incidents that are among the rows. */
export function completeness(rows: readonly unknown[], ids: readonly string[]): number {
  const found = new Set(rows.map((row) => identified.safeParse(row).data?.id));
  return (100 * ids.filter((id) => found.has(id)).length) / ids.length;
}
