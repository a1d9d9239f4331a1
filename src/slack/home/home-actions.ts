/** Draws the Home anew from the collection that the value counts to. */
export const PAGE_ACTION = 'home_page';
/** Opens the settings. */
export const SETTINGS_ACTION = 'settings_open';
