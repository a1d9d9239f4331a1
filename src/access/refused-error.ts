import { ROLE_NAMES, type Role } from '../domain/role.ts';
import { type Action, PERMISSIONS } from './permissions.ts';

/** Why somebody may not: what they are, which role it takes, or that they are not in the audience. */
export type Reason = 'guest' | 'stranger' | 'role' | 'audience';

/** The refusal of an action. The message is a sentence for the person, without who can help. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly action: Action;
  readonly reason: Reason;
  /** The least role that may; `null` where no role would help. */
  readonly needs: Role | null;
  /** User ids of people who can help, the best first. */
  readonly helpers: readonly string[];

  constructor(action: Action, reason: Reason, helpers: readonly string[] = []) {
    super(sentenceOf(action, reason));
    this.action = action;
    this.reason = reason;
    this.needs = reason === 'role' ? PERMISSIONS[action].least : null;
    this.helpers = helpers;
  }
}

function sentenceOf(action: Action, reason: Reason): string {
  switch (reason) {
    case 'guest':
      return 'SEI PagerDuty answers full members only, and you are a guest here. Ask a member to share an answer with you.';
    case 'stranger':
      return 'SEI PagerDuty answers only members of the workspace it is installed in.';
    case 'role':
      return `Only ${whoMay(PERMISSIONS[action].least)} can ${PERMISSIONS[action].words}.`;
    case 'audience':
      return 'This is not there, or not shown to you.';
  }
}

function whoMay(least: Role): string {
  return least === 'admin'
    ? 'SEI Admins (by default the workspace admins and owners)'
    : `${ROLE_NAMES[least]}s and SEI Admins`;
}
