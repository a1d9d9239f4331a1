import { expect, test } from 'vitest';
import { commandOf } from '../../../src/satellite/agent/commands.ts';

test.each([
  [[], {}, { kind: 'run', config: 'satellite.yml' }],
  [[], { CONFIG_FILE: '/etc/sat.yml' }, { kind: 'run', config: '/etc/sat.yml' }],
  [['--config', 'a.yml'], { CONFIG_FILE: '/etc/sat.yml' }, { kind: 'run', config: 'a.yml' }],
  [['--check', '-c', 'a.yml'], {}, { kind: 'check', config: 'a.yml' }],
  [['check'], {}, { kind: 'check', config: 'satellite.yml' }],
  [['encrypt', '--config', 'a.yml'], {}, { kind: 'encrypt', config: 'a.yml' }],
  [['encrypt'], { CONFIG_FILE: '/etc/sat.yml' }, { kind: 'encrypt', config: null }],
  [['--help'], {}, { kind: 'help' }],
  [['--version'], {}, { kind: 'version' }],
  [['--confg', 'a'], {}, { kind: 'unknown', problem: expect.stringContaining('--confg') }],
  [['start'], {}, { kind: 'unknown', problem: '"start" is not known.' }],
  [['encrypt', 'a.yml'], {}, { kind: 'unknown', problem: '"a.yml" is one word too many.' }],
])('%j with %j', (args, environment, expected) => {
  expect(commandOf(args, environment)).toEqual(expected);
});
