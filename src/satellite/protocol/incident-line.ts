import { z } from 'zod';
import { ENDINGS, type Incident } from '../../domain/incident.ts';
import { Count, Id, InstantNumber, Text } from './words.ts';

const Reference = z.object({ id: Id, name: Text });

const Enrichment = z.object({
  firstAcknowledgedAt: InstantNumber.nullable(),
  responders: z.array(Reference).max(10_000),
  reopened: Count,
  lastWorkedAt: InstantNumber.nullable(),
});

/** An incident on the wire: without its integration, which the batch names and the app decides. */
export const IncidentLine: z.ZodType<Omit<Incident, 'integrationId'>> = z.object({
  id: Id.regex(/^\P{Cc}*$/u),
  number: Count,
  title: Text,
  url: Text,
  key: Text,
  status: Text,
  urgency: Text,
  priority: Reference.nullable(),
  service: Reference.nullable(),
  teams: z.array(Reference).max(10_000),
  createdAt: InstantNumber,
  updatedAt: InstantNumber,
  resolvedAt: InstantNumber.nullable(),
  ending: z.enum(ENDINGS),
  enrichment: Enrichment.nullable(),
  severities: z.array(Text).max(1_000).nullable(),
});
