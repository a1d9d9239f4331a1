import { expect, test } from 'vitest';
import { readUsage, UsageError } from '../../demo/read-usage.ts';

test('nothing said: the page at 4747, no log', () => {
  expect(readUsage([], {})).toEqual({ once: false, port: 4747, logLevel: 'silent' });
});

test('what is said is taken', () => {
  expect(readUsage(['--once', '--port', '0'], { LOG_LEVEL: 'debug' })).toEqual({
    once: true,
    port: 0,
    logLevel: 'debug',
  });
});

test.each([
  [['--port', 'abc'], /--port must be a number from 0 to 65535, not "abc"/],
  [['--port', '65536'], /not "65536"/],
  [['--port', ''], /not ""/],
  [['--port', '-1'], /takes --once .* and --port N/],
  [['--port'], /takes --once .* and --port N/],
  [['--prot', '1'], /takes --once .* and --port N/],
  [['once'], /takes --once .* and --port N/],
])('%j is refused with what would be right', (args, said) => {
  expect(() => readUsage(args, {})).toThrow(UsageError);
  expect(() => readUsage(args, {})).toThrow(said);
});

test('a level that the app does not know is refused', () => {
  expect(() => readUsage([], { LOG_LEVEL: 'loud' })).toThrow(/LOG_LEVEL must be one of trace, debug/);
});
