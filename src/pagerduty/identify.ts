import { z } from 'zod';
import type { KeyIdentity } from './client.ts';
import { BadRequestError } from './errors.ts';
import type { Transport } from './transport.ts';
import { looseText } from './wire-reference.ts';

const me = z.object({
  user: z.object({ id: z.string(), name: looseText, summary: looseText, email: looseText }),
});

/**
 * Whose key it is: an account's is nobody, which PagerDuty says with 400 and a plain string.
 *
 * @see https://developer.pagerduty.com/api-reference/f7a1c8b5e0d83-get-the-current-user
 */
export async function identify(transport: Transport, signal?: AbortSignal): Promise<KeyIdentity> {
  try {
    const { user } = await transport.get({
      path: 'users/me',
      body: me,
      what: 'users',
      urgency: 'question',
      signal,
    });
    return { scope: 'user', userName: user.name || user.summary || user.email || user.id };
  } catch (error) {
    if (error instanceof BadRequestError && error.said.toLowerCase().includes('account'))
      return { scope: 'account' };
    throw error;
  }
}
