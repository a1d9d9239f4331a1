import type { Action } from '../../src/access/permissions.ts';

/** Everything that Slack can ask of the app, with what it takes: a listener that is not here fails a test. */
export const LISTENERS: Readonly<
  Record<'commands' | 'actions' | 'views' | 'options', Readonly<Record<string, Action | readonly Action[]>>>
> = {
  commands: {
    '/sei-mttr': 'ask',
    '/sei-pagerduty': ['see integrations', 'sync', 'connect'],
  },
  actions: {
    '/^collection_adopt(?:_\\d+)?$/': 'create collection',
    '/^collection_browse(?:_\\d+)?$/': 'see collections',
    '/^collection_delete(?:_\\d+)?$/': 'delete collection',
    '/^collection_edit(?:_\\d+)?$/': 'edit collection',
    '/^collection_form_/': 'create collection',
    '/^collection_open(?:_\\d+)?$/': 'see collections',
    '/^home_page(?:_\\d+)?$/': 'see collections',
    '/^incidents_page_(back|on)$/': 'see incidents',
    '/^integration_delete(?:_\\d+)?$/': 'delete integration',
    '/^integration_edit(?:_\\d+)?$/': 'edit integration',
    '/^integration_pause(?:_\\d+)?$/': 'pause integration',
    '/^integration_reauth(?:_\\d+)?$/': 'reauthenticate integration',
    '/^integration_resume(?:_\\d+)?$/': 'resume integration',
    '/^integration_severities(?:_\\d+)?$/': 'sync',
    '/^integration_spot(?:_\\d+)?$/': 'spot check',
    '/^integration_status(?:_\\d+)?$/': 'see integrations',
    '/^integration_sync(?:_\\d+)?$/': 'sync',
    '/^mttr_ask_/': 'ask',
    '/^profile_(?:field|operator|values|add|remove|accounts|places|track)$/': 'edit profiles',
    '/^satellite_file(?:_\\d+)?$/': 'manage satellites',
    '/^satellite_revoke(?:_\\d+)?$/': 'manage satellites',
    '/^role_request(?:_\\d+)?$/': 'request role',
    audience: 'set audience',
    audit_csv: 'export audit log',
    audit_jsonl: 'export audit log',
    collection_channel: 'choose channel collection',
    collection_mine: 'choose default collection',
    collection_new: 'create collection',
    connect_open: 'connect',
    connect_satellite: 'connect',
    data_delete: 'delete workspace data',
    data_export: 'export workspace data',
    exclusions_include: 'exclude incidents',
    exclusions_list: 'see incidents',
    incidents_csv: 'export csv',
    incidents_open: 'see incidents',
    incidents_row: 'see incidents',
    incidents_switches: 'see incidents',
    incidents_with_all: 'see incidents',
    integration_list: 'see integrations',
    mttr_about: 'ask',
    mttr_choose: 'ask',
    mttr_csv: 'export csv',
    mttr_help: 'ask',
    mttr_metric_help: 'ask',
    mttr_rows: 'ask',
    mttr_share: 'share',
    profile_new: 'edit profiles',
    profile_row: 'edit profiles',
    role_decline: 'manage roles',
    role_form: 'manage roles',
    role_grant: 'manage roles',
    roles: 'see roles',
    settings_open: 'ask',
  },
  views: {
    audience: 'set audience',
    collection: ['create collection', 'edit collection'],
    collection_delete: 'delete collection',
    connect: 'connect',
    data_delete: 'delete workspace data',
    exclude: 'exclude incidents',
    integration_delete: 'delete integration',
    integration_edit: 'edit integration',
    integration_reauth: 'reauthenticate integration',
    integration_spot: 'spot check',
    profile: 'edit profiles',
    profile_delete: 'edit profiles',
    role: 'manage roles',
    settings: ['choose default collection', 'change settings'],
  },
  options: {
    collection_form_integrations: 'see integrations',
    collection_form_place: 'see collections',
    collection_form_values: 'see collections',
    collection_open: 'see collections',
    profile_accounts: 'see integrations',
    profile_places: 'see collections',
    profile_values: 'see collections',
    settings_default: 'see collections',
    settings_home: 'see collections',
  },
};

/** Events: nobody is let in by them. */
export const EVENTS: readonly string[] = ['app_home_opened', 'app_uninstalled', 'tokens_revoked'];

/** What answers over HTTP, and who may: Slack by its signature, satellites by their keys, operators, or anybody with a browser. */
export const ROUTES: Readonly<Record<string, 'Slack' | 'satellite' | 'operator' | 'anybody'>> = {
  'POST /slack/events': 'Slack',
  'GET /slack/install': 'anybody',
  'GET /slack/oauth_redirect': 'anybody',
  'GET /healthz': 'anybody',
  'GET /readyz': 'anybody',
  'GET /metrics': 'operator',
  'GET /satellite/v1': 'anybody',
  'POST /satellite/v1/enrol': 'satellite',
  'POST /satellite/v1/check': 'satellite',
  'POST /satellite/v1/heartbeat': 'satellite',
  'POST /satellite/v1/lease': 'satellite',
  'POST /satellite/v1/release': 'satellite',
  'POST /satellite/v1/state': 'satellite',
  'POST /satellite/v1/open': 'satellite',
  'POST /satellite/v1/commit': 'satellite',
};

/** An action id that a registered pattern takes. */
export function sampleOf(registered: string): string {
  const pattern = /^\/\^(\w+?)(?:\(\?:([a-z]+)\||\(([a-z]+)\||\(\?:_\\d\+\)\?\$|\/|$)/.exec(registered);
  if (pattern === null) return registered;
  const [, start = '', one, other] = pattern;
  return `${start}${one ?? other ?? (start.endsWith('_') ? 'x' : '')}`;
}
