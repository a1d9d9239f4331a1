import type { WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { createPictures } from '../../../src/slack/home/pictures.ts';

/** A picture of its own for each number. */
const drawn = (number: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><title>${number}</title></svg>`;

/** A Slack that takes every file, and notes what is deleted. */
function startFiles() {
  const deleted: string[] = [];
  let sent = 0;
  const client = {
    filesUploadV2: async () => ({ files: [{ files: [{ id: `F${sent++}` }] }] }),
    files: {
      delete: async ({ file }: { readonly file: string }) => {
        deleted.push(file);
      },
    },
  };
  // Only these two of its methods are called.
  return { client: client as unknown as WebClient, deleted };
}

test('a picture that was just sent stays, however many workspaces have pictures', async () => {
  const pictures = createPictures({ now: () => 0 });
  const { client, deleted } = startFiles();
  for (let number = 0; number <= 500; number++) {
    await pictures.send(client, `T${number}`, drawn(0), 'MTTR by week');
  }
  expect(deleted).toEqual([]);
  expect(pictures.known('T500', drawn(0))).toBe('F500');
});

test('of one workspace the picture goes that was shown longest ago', async () => {
  const pictures = createPictures({ now: () => 0 });
  const { client, deleted } = startFiles();
  for (let number = 0; number < 100; number++) await pictures.send(client, 'T1', drawn(number), '');
  expect(pictures.known('T1', drawn(0))).toBe('F0');
  await pictures.send(client, 'T1', drawn(100), '');
  expect(deleted).toEqual(['F1']);
});

test('one that nobody was shown for a day goes with the next that is sent', async () => {
  let now = 0;
  const pictures = createPictures({ now: () => now });
  const { client, deleted } = startFiles();
  await pictures.send(client, 'T1', drawn(0), '');
  now = 86_401;
  await pictures.send(client, 'T1', drawn(1), '');
  expect(deleted).toEqual(['F0']);
});
