import { expect, test } from 'vitest';
import { bodyRoom } from '../../src/http/body-room.ts';

function roomFor(most: number) {
  const dropped: string[] = [];
  const room = bodyRoom(most);
  return { dropped, enter: (name: string) => room.enter(() => dropped.push(name)) };
}

test('all that fits stays', () => {
  const { dropped, enter } = roomFor(100);
  enter('a').grow(60);
  enter('b').grow(40);
  expect(dropped).toEqual([]);
});

test('what is too much drops the largest, whoever made it too much, and as many as it takes', () => {
  const { dropped, enter } = roomFor(100);
  enter('small').grow(10);
  enter('large').grow(60);
  enter('larger').grow(30);
  const last = enter('last');
  last.grow(5);
  expect(dropped).toEqual(['large']);
  last.grow(90);
  expect(dropped).toEqual(['large', 'last']);
});

test('what left is not dropped, and its room is free', () => {
  const { dropped, enter } = roomFor(100);
  const first = enter('first');
  first.grow(90);
  first.leave();
  first.grow(1_000);
  enter('second').grow(90);
  expect(dropped).toEqual([]);
});

test('what was dropped counts no more', () => {
  const { dropped, enter } = roomFor(100);
  const huge = enter('huge');
  huge.grow(101);
  huge.grow(50);
  enter('other').grow(100);
  expect(dropped).toEqual(['huge']);
});
