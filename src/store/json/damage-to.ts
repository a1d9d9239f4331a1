import { dateOf, type Instant, type Span } from '../../domain/instant.ts';
import type { Change } from '../change.ts';
import type { Damage } from '../damage-store.ts';
import type { IntegrationData } from './integration-data.ts';

/** What is lost of an integration and is to be read again. `what`: the files, for people. */
export function damageTo(data: IntegrationData, span: Span, what: string, at: Instant): Damage {
  const { workspaceId, integrationId } = data.sync;
  return {
    workspaceId,
    id: `${integrationId}/${span.start}-${span.end}`,
    integrationId,
    span,
    at,
    sentence: `Stored incidents of ${dayOf(span.start)} to ${dayOf(span.end)} were damaged (${what}). They are read from PagerDuty again.`,
  };
}

/** By which it is remembered until it is mended. */
export function putDamage(value: Damage): Change {
  return { kind: 'put', table: 'damage', workspaceId: value.workspaceId, id: value.id, value };
}

function dayOf(instant: number): string {
  return dateOf(instant).toISOString().slice(0, 10);
}
