import { createHash } from 'node:crypto';
import type { CloudIntegration } from '../domain/integration.ts';

/** Tells one sealed key from another, and nothing of what is in it. */
export function keyFingerprint({ apiKey }: CloudIntegration): string {
  return createHash('sha256').update(apiKey).digest('hex').slice(0, 16);
}
