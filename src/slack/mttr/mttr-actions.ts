/** Buttons that ask have action ids `mttr_ask_…`; the question is their value, in canonical text. */
export const ASK_ACTION = /^mttr_ask_/;
/** The menu of those that a name may mean; each option asks. */
export const CHOOSE_ACTION = 'mttr_choose';
/** Shows an answer to the channel; the value is its question. */
export const SHARE_ACTION = 'mttr_share';
/** What looks into an answer has its report's id as value: what the number is made of, all rows of its table, a file. */
export const ABOUT_ACTION = 'mttr_about';
export const ROWS_ACTION = 'mttr_rows';
export const CSV_ACTION = 'mttr_csv';
export const HELP_ACTION = 'mttr_help';
export const METRIC_HELP_ACTION = 'mttr_metric_help';
