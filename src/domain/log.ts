/** Takes a line: a sentence, with fields in front where there are any. */
interface LogLine {
  (fields: object, sentence?: string): void;
  (sentence: string): void;
}

/** Where the parts of the app write what an operator should know. Never a key, a token or what a person typed. */
export interface Log {
  readonly debug: LogLine;
  readonly info: LogLine;
  readonly warn: LogLine;
  readonly error: LogLine;
}
