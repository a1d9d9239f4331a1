/** Shows the digests of a person; its value is how many to pass over. */
export const LIST_ACTION = 'digest_list';
/** Opens an empty form. Its value, where there is one, is a question in canonical text to fill it from. */
export const NEW_ACTION = 'digest_new';
/** Under a posted digest: opens its form for those who may change it, else the choice to mute it. The value is its id. */
export const CHANGE_ACTION = 'digest_change';
/** The menu of a digest in a list: `pause 4f2c…`. */
export const ROW_ACTION = 'digest_row';

/** What can be done with one digest: buttons `digest_do_pause` with its id as value, entries of its menu, and subcommands. */
export const VERBS = ['preview', 'send', 'edit', 'pause', 'resume', 'mute', 'delete'] as const;
export type DigestVerb = (typeof VERBS)[number];

/** The action id of a button that does it. */
export function verbActionId(verb: DigestVerb): string {
  return `digest_do_${verb}`;
}

/** Takes every such button, also where several stand in one message. */
export const VERB_ACTION = /^digest_do_/;

/** Inside the form: what is chosen there changes which inputs it has. */
export const TO_ACTION = 'digest_form_to';
export const QUIET_ACTION = 'digest_form_quiet';
export const FORM_ACTION = /^digest_form_/;
/** The menu of collections inside the form. */
export const COLLECTION_MENU = 'digest_collection';

/** Views: the form, and the questions that are asked once more before something is done. */
export const FORM_VIEW = 'digest';
export const CONFIRMED = ['send', 'mute', 'delete'] as const;
export type ConfirmedVerb = (typeof CONFIRMED)[number];

/** The callback id of the question. */
export function confirmView(verb: ConfirmedVerb): string {
  return `digest_${verb}`;
}
