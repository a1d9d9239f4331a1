import { LogLevel, type Logger as SlackLogger } from '@slack/logger';
import type { Log } from './log.ts';

/** Whole requests and answers, as Slack's client writes them out for debugging: secrets of OAuth, and what people wrote. */
const WHOLE_MESSAGES = /^http re(?:quest|sponse) (?:body|headers)/;

/** Slack's libraries speak their own logging interface; this hands their words to ours. */
export function slackLogger(log: Log): SlackLogger {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...words: unknown[]) => {
      const text = words.map((word) => (typeof word === 'string' ? word : JSON.stringify(word))).join(' ');
      if (!WHOLE_MESSAGES.test(text)) log[level](text);
    };
  return {
    debug: write('debug'),
    info: write('debug'),
    warn: write('warn'),
    error: write('error'),
    setLevel: () => {},
    getLevel: () => (log.isLevelEnabled('debug') ? LogLevel.DEBUG : LogLevel.INFO),
    setName: () => {},
  };
}
