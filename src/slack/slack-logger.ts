import { LogLevel, type Logger as SlackLogger } from '@slack/logger';
import type { Log } from '../log.ts';

/**
 * Where the contents of a message begin. For debugging, Slack's libraries write out whole requests and answers, and all that
 * comes through a socket: keys that were typed, secrets of OAuth, names, questions.
 */
const CONTENTS = /[{[].*$/s;

/** Slack's libraries speak their own logging interface; this hands their words to ours, without the contents of messages. */
export function slackLogger(log: Log): SlackLogger {
  const textOf = (words: readonly unknown[]) =>
    words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ');
  const say = (...words: unknown[]) => log.debug(textOf(words).replace(CONTENTS, '…'));
  return {
    debug: say,
    info: say,
    // What is wrong is told with its object: an error.
    warn: (...words) => log.warn(textOf(words)),
    error: (...words) => log.error(textOf(words)),
    setLevel: () => {},
    getLevel: () => (log.isLevelEnabled('debug') ? LogLevel.DEBUG : LogLevel.INFO),
    setName: () => {},
  };
}
