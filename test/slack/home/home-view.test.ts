import { expect, test } from 'vitest';
import type { HomeRow } from '../../../src/slack/home/home-row.ts';
import { HOME_PAGE, homeView } from '../../../src/slack/home/home-view.ts';
import { listMessage } from '../../../src/slack/integrations/list-message.ts';
import type { Json } from '../../simulators/slack/json.ts';
import { viewProblems } from '../../simulators/slack/rules.ts';
import { blocksOf } from '../blocks-of.ts';
import { integration, syncStatus } from '../records.ts';
import { report } from '../report-fixture.ts';

const many = Array.from({ length: 200 }, (_, index) => ({
  integration: integration({ id: `int-${index}`, name: `${'<!here> '.repeat(7)}${index}` }),
  status: syncStatus(),
  deleting: false,
}));

test('200 accounts and collections with long names fit into the Home, and none can ping', () => {
  const rows: HomeRow[] = Array.from({ length: HOME_PAGE }, (_, index) => ({
    collection: { id: `c${index}`, name: `${'<!here>'.repeat(13)}${index}` },
    number: { report: report() },
  }));
  const content = {
    states: many,
    rows,
    from: 8,
    total: 200,
    picture: { fileId: 'F1', alt: 'a'.repeat(5_000) },
    proposals: many.map(({ integration: { id, name } }) => ({
      integrationId: id,
      integration: name,
      teamId: 'P1',
      name,
    })),
    digests: [],
    readerId: 'U1',
  };
  // Blocks are JSON: what is checked is what goes over the wire.
  const view = JSON.parse(JSON.stringify(homeView(content, { standing: 'admin', helpers: [] }))) as Json;
  expect(viewProblems(view)).toEqual([]);
  expect(JSON.stringify(view)).toContain('and 190 more accounts');
  expect(JSON.stringify(view)).toContain('9–16 of 200 collections');
  expect(JSON.stringify(view.blocks).replaceAll(/"value":"[^"]*"/g, '')).not.toMatch(
    /"mrkdwn","text":"[^"]*<!here>/,
  );
});

test('and into the list', () => {
  const message = listMessage(many, { standing: 'viewer', helpers: [] });
  expect(blocksOf(message).words).toContain('and 160 more accounts');
  expect(message.text).not.toContain('<!here>');
});
