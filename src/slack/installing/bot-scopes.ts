/** What the app asks of a workspace, and no more; `manifest.json` says the same. */
export const BOT_SCOPES = [
  'commands',
  'chat:write',
  'users:read',
  'files:write',
  'channels:read',
  'groups:read',
] as const;
