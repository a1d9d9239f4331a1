import { holds, type Role, type Standing } from '../domain/role.ts';

interface Permission {
  /** The least role that may. */
  readonly least: Role;
  /** `Only SEI Admins can …` */
  readonly words: string;
}

/**
 * Who may do what: every action with the least role that may. The one place where it is written.
 *
 * What an action reaches is narrowed further by the audience of integrations and collections.
 */
export const PERMISSIONS = {
  // Asking
  ask: { least: 'viewer', words: 'ask questions' },
  share: { least: 'viewer', words: 'share answers' },
  'see incidents': { least: 'viewer', words: 'see the incidents behind a number' },
  'export csv': { least: 'viewer', words: 'export incidents' },
  'exclude incidents': { least: 'collection admin', words: 'exclude incidents' },

  // Integrations
  'see integrations': { least: 'viewer', words: 'see integrations' },
  'see account details': { least: 'admin', words: 'see account details' },
  connect: { least: 'admin', words: 'connect PagerDuty' },
  sync: { least: 'admin', words: 'start a sync' },
  'edit integration': { least: 'admin', words: 'edit integrations' },
  'reauthenticate integration': { least: 'admin', words: 'change the API key' },
  'pause integration': { least: 'admin', words: 'pause integrations' },
  'resume integration': { least: 'admin', words: 'resume integrations' },
  'delete integration': { least: 'admin', words: 'delete integrations' },
  'spot check': { least: 'admin', words: 'look incidents up in the stored data' },
  'set audience': { least: 'admin', words: 'choose who sees what' },
  'manage satellites': { least: 'admin', words: 'manage satellites' },

  // Collections
  'see collections': { least: 'viewer', words: 'see collections' },
  'choose default collection': { least: 'viewer', words: 'choose a default collection' },
  'choose channel collection': { least: 'collection admin', words: 'choose the collection of a channel' },
  'create collection': { least: 'collection admin', words: 'create collections' },
  'edit collection': { least: 'collection admin', words: 'edit collections' },
  'delete collection': { least: 'collection admin', words: 'delete collections' },

  // Profiles
  'see profiles': { least: 'viewer', words: 'see MTTR profiles' },
  'edit profiles': { least: 'admin', words: 'edit MTTR profiles' },
  'assign profile': { least: 'admin', words: 'assign MTTR profiles' },

  // Digests
  'see digests': { least: 'viewer', words: 'see digests' },
  'manage own digest': { least: 'viewer', words: 'have a digest as a direct message' },
  'manage channel digest': { least: 'collection admin', words: 'manage digests of channels' },

  // The workspace
  'see roles': { least: 'viewer', words: 'see who has which role' },
  'request role': { least: 'viewer', words: 'ask for a role' },
  'manage roles': { least: 'admin', words: 'give and take roles' },
  'change settings': { least: 'admin', words: 'change the settings of the workspace' },
  'see audit log': { least: 'admin', words: 'see the audit log' },
  'export audit log': { least: 'admin', words: 'export the audit log' },
  'export workspace data': { least: 'admin', words: 'export the data of the workspace' },
  'delete workspace data': { least: 'admin', words: 'delete the data of the workspace' },
} as const satisfies Readonly<Record<string, Permission>>;

/** What a person can want of the app. */
export type Action = keyof typeof PERMISSIONS;

/** Whether a standing suffices for an action, before any audience. */
export function allows(standing: Standing, action: Action): boolean {
  return holds(standing, PERMISSIONS[action].least);
}
