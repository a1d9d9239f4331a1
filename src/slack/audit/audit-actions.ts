export const AUDIT_CSV_ACTION = 'audit_csv';
export const AUDIT_LINES_ACTION = 'audit_jsonl';
