import { createHash } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that nothing is misread or spells anything. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const LENGTH = 5;

/**
 * The ids that a report can have, best first: made from what it says, so that the same report has the same id in every
 * store. The first that no other report has is its own.
 *
 * @param content all that makes it this report
 * @see https://www.crockford.com/base32.html
 */
export function* reportIds(content: string): Generator<string> {
  for (let attempt = 0; ; attempt++) {
    const digest = createHash('sha256').update(`${attempt}\n${content}`).digest();
    // Four of five taken would take tens of millions of reports: then they grow longer.
    const length = LENGTH + Math.floor(attempt / 8);
    yield Array.from({ length }, (_, index) => DIGITS.charAt((digest[index] as number) % 32)).join('');
  }
}

/** The id that a person means: without regard to case, and to letters that look like digits. */
export function readReportId(text: string): string {
  return text.trim().toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');
}
