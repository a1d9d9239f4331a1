import { describe, expect, test } from 'vitest';
import type { FailureCause } from '../../src/domain/sync-run.ts';
import {
  AccessDeniedError,
  BadRequestError,
  BrokenAnswerError,
  KeyRefusedError,
  NoAnswerError,
  RateLimitedError,
  ServerError,
} from '../../src/pagerduty/errors.ts';
import { SealBrokenError } from '../../src/secrets/seal-broken-error.ts';
import { StoreError } from '../../src/store/errors.ts';
import { failureOf, needsNewKey } from '../../src/sync/failure.ts';

describe('why a run failed', () => {
  test.each<[Error, FailureCause]>([
    [new KeyRefusedError(), 'key refused'],
    [new AccessDeniedError('No.'), 'access denied'],
    [new RateLimitedError('No.'), 'rate limited'],
    [new NoAnswerError('No.'), 'network'],
    [new BrokenAnswerError('No.'), 'broken answer'],
    [new ServerError('No.'), 'pagerduty error'],
    [new BadRequestError('No.'), 'pagerduty error'],
    [new StoreError('No.'), 'store'],
    [new SealBrokenError('No.'), 'unknown'],
  ])('%s says itself, and what to do', (error, cause) => {
    const failure = failureOf(error);
    expect(failure.cause).toBe(cause);
    expect(failure.sentence.startsWith(error.message)).toBe(true);
    expect(failure.sentence.length).toBeGreaterThan(error.message.length + 10);
  });

  test('what a library says is not for people', () => {
    const failure = failureOf(new TypeError("Cannot read properties of undefined (reading 'id')"));
    expect(failure).toMatchObject({ cause: 'unknown', sentence: expect.not.stringContaining('undefined') });
  });

  test('a full disk is the store’s', () => {
    const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' });
    expect(failureOf(full)).toMatchObject({
      cause: 'store',
      sentence: expect.stringContaining("The app's data could not be written (ENOSPC)."),
    });
  });

  test('only a refused key or a denied access needs another key', () => {
    expect(needsNewKey(failureOf(new KeyRefusedError()))).toBe(true);
    expect(needsNewKey(failureOf(new AccessDeniedError('No.')))).toBe(true);
    expect(needsNewKey(failureOf(new ServerError('No.')))).toBe(false);
    expect(needsNewKey(null)).toBe(false);
  });
});
