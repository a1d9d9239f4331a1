/** Opens the incidents behind a number; the value is the report's id. */
export const INCIDENTS_ACTION = 'incidents_open';
/** The menu of one incident. */
export const ROW_ACTION = 'incidents_row';
export const SWITCHES_ACTION = 'incidents_switches';
/** `_back` and `_on`; the value is the offset of the page. */
export const PAGE_ACTION = 'incidents_page';
export const WITH_ALL_ACTION = 'incidents_with_all';
export const INCIDENTS_CSV_ACTION = 'incidents_csv';
/** Opens the list of all exclusions of the workspace. */
export const EXCLUSIONS_ACTION = 'exclusions_list';
