import { z } from 'zod';
import type { Priority, Service, Team, User } from '../../domain/directory.ts';
import { Id, InstantNumber, Text } from './words.ts';

const named = { id: Id, name: Text, deletedAt: InstantNumber.nullable() };

export const ServiceLine: z.ZodType<Service> = z.object({
  ...named,
  status: Text,
  autoResolveTimeout: z.number().nullable(),
});

export const UserLine: z.ZodType<User> = z.object({ ...named, email: Text, zone: Text.nullable() });

export const TeamLine: z.ZodType<Team> = z.object({ ...named, private: z.boolean() });

export const PriorityLine: z.ZodType<Priority> = z.object({ ...named, rank: z.int() });
