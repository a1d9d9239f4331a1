import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fillManifest } from '../../src/manifest.ts';
import { BOT_SCOPES } from '../../src/slack/installing/bot-scopes.ts';
import { registerListeners } from '../../src/slack/listeners.ts';
import type { Services } from '../../src/slack/services.ts';
import { contractsDir } from '../simulators/slack/schema.ts';
import { idleServices, servedBy } from './manifest-served.ts';

const written = readFileSync(path.resolve(import.meta.dirname, '../../manifest.json'), 'utf8');
const manifest = z
  .object({
    features: z.object({
      app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
      slash_commands: z.array(z.object({ command: z.string(), usage_hint: z.string().optional() })),
    }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
    settings: z.object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
      interactivity: z.object({ is_enabled: z.boolean(), message_menu_options_url: z.string().optional() }),
    }),
  })
  .parse(JSON.parse(written));
const served = servedBy((app) => registerListeners(app, idleServices<Services>()));

const schemaFile = path.join(contractsDir(), 'manifest.schema.json');
describe.skipIf(!existsSync(schemaFile))(
  `manifest.json and its schema (${schemaFile}, skipped when absent)`,
  () => {
    test('the manifest fits the schema of Slack app manifests', () => {
      const ajv = new Ajv({ strict: false, formats: { uri: true } });
      const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
      validate(JSON.parse(written));
      expect(validate.errors ?? []).toEqual([]);
    });
  },
);

test('it names exactly the commands that listeners serve, each with a usage hint', () => {
  const commands = manifest.features.slash_commands;
  expect(commands.map(({ command }) => command).sort()).toEqual(served.commands);
  expect(commands.filter(({ usage_hint }) => usage_hint === undefined)).toEqual([]);
});

test('it subscribes to exactly the events that listeners serve', () => {
  expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(served.events);
});

test('buttons, forms and menus reach the app', () => {
  const { interactivity } = manifest.settings;
  expect(interactivity.is_enabled).toBe(served.actions.length + served.views.length > 0);
  if (served.options.length > 0) expect(interactivity.message_menu_options_url).toBeDefined();
});

test('the Home and the messages tab are on', () => {
  expect(manifest.features.app_home).toMatchObject({ home_tab_enabled: true, messages_tab_enabled: true });
});

test('it asks for the scopes the app needs, and no more', () => {
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([
    'channels:read',
    'chat:write',
    'commands',
    'files:write',
    'groups:read',
    'users:read',
  ]);
  expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual(BOT_SCOPES.toSorted());
});

test('every address in it is the public one', () => {
  const filled = fillManifest(written, 'https://mttr.acme.test/');
  const addresses = filled.match(/https?:\/\/[^"]+/g) ?? [];
  expect(addresses.length).toBeGreaterThan(3);
  expect(addresses.filter((address) => !address.startsWith('https://mttr.acme.test/slack/'))).toEqual([]);
});
