import type { WebClient } from '@slack/web-api';
import type { Access } from '../../src/access/access.ts';
import type { Actor } from '../../src/access/actor.ts';
import { createAccess } from '../../src/access/create-access.ts';
import type { Action } from '../../src/access/permissions.ts';
import type { Collection } from '../../src/domain/collection.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { Incident } from '../../src/domain/incident.ts';
import type { Integration } from '../../src/domain/integration.ts';
import type { Log } from '../../src/domain/log.ts';
import type { Question } from '../../src/domain/question.ts';
import type { WhatIf } from '../../src/domain/what-if.ts';
import type {
  ConnectForm,
  ConnectOutcome,
  ConnectProblems,
  SatelliteForm,
} from '../../src/integrations/connections.ts';
import type { Upkeep } from '../../src/integrations/upkeep.ts';
import { createAskedProfiles } from '../../src/profiles/asked-profiles.ts';
import type { Again, Answer, Page, Reports, Subject } from '../../src/report/reports.ts';
import { createSettings } from '../../src/settings/workspace-settings.ts';
import { inFlight } from '../../src/slack/in-flight.ts';
import { slackPeople } from '../../src/slack/people.ts';
import type { Services } from '../../src/slack/services.ts';
import type { Sync, SyncEvent, SyncStatus } from '../../src/sync/sync.ts';
import { memoryRoles } from '../access/memory-roles.ts';
import { FakeDigests } from './digests/fake-digests.ts';
import { FakeExclusions } from './exclusions/fake-exclusions.ts';
import { memoryCollections } from './memory-collections.ts';
import { memoryWorkspace } from './memory-workspace.ts';
import { FakeProfiles } from './profiles/fake-profiles.ts';
import { NOW, syncStatus } from './records.ts';
import { FakeSatellites, satelliteIntegration } from './satellites/fake-satellites.ts';

/** Services whose answers a test chooses, and what they were asked. */
export class FakeServices {
  integrations: Integration[] = [];
  status: SyncStatus = syncStatus();
  answer: (question: Question) => Promise<Answer> = async () => ({ kind: 'no integrations' });
  again: (id: string) => Promise<Again> = async (id) => ({ kind: 'unknown report', id });
  readonly exclusions = new FakeExclusions(NOW);
  readonly profiles = new FakeProfiles();
  readonly digests = new FakeDigests(NOW);
  readonly satellites = new FakeSatellites(NOW, () => this.integrations);
  drill: (subject: Subject, whatIf: WhatIf, page: Page) => ReturnType<Reports['incidents']> = async () => ({
    kind: 'no integrations',
  });
  csv: (subject: Subject, whatIf: WhatIf) => ReturnType<Reports['csv']> = async () => ({
    kind: 'no integrations',
  });
  problems: ConnectProblems = {};
  connect: (form: ConnectForm) => Promise<ConnectOutcome> = async () => {
    throw new Error('No outcome was chosen.');
  };
  directory: Directory = { services: [], users: [], teams: [], priorities: [], missing: [] };
  syncOutcome: Awaited<ReturnType<Sync['syncNow']>> = 'started';

  collections: Collection[] = [];
  settings = { zone: 'UTC', peopleReports: false };
  incidents: readonly Incident[] = [];
  /** What of an integration was asked for: `pause int-1`. */
  readonly upkept: string[] = [];

  readonly questions: Question[] = [];
  readonly forms: ConnectForm[] = [];
  readonly satelliteForms: SatelliteForm[] = [];
  readonly synced: string[] = [];
  readonly logged: string[] = [];
  readonly #listeners = new Set<(event: SyncEvent) => void>();

  emit(event: SyncEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #upkeep(access: Access, found: (workspaceId: string, id: string) => Integration | undefined): Upkeep {
    const done = async (actor: Actor, action: Action, word: string, id: string) => {
      await access.demand(actor, action);
      this.upkept.push(`${word} ${id}`);
      return found(actor.workspaceId, id);
    };
    const replace = (changed: Integration) => {
      this.integrations = this.integrations.map((one) => (one.id === changed.id ? changed : one));
      return changed;
    };
    return {
      edit: async (actor, id, form) => {
        const integration = await done(actor, 'edit integration', 'edit', id);
        if (integration === undefined) return { kind: 'gone' };
        return { kind: 'saved', integration: replace({ ...integration, ...form }) };
      },
      reauthenticate: async (actor, id, { apiKey }) => {
        const integration = await done(actor, 'reauthenticate integration', 'reauthenticate', id);
        if (integration === undefined) return { kind: 'gone' };
        if (apiKey === 'right') return { kind: 'connected', integration };
        return { kind: 'refused', problems: { apiKey: 'PagerDuty refused this key.' }, acceptable: false };
      },
      pause: async (actor, id) => {
        const integration = await done(actor, 'pause integration', 'pause', id);
        return integration && replace({ ...integration, paused: true });
      },
      resume: async (actor, id) => {
        const integration = await done(actor, 'resume integration', 'resume', id);
        return integration && replace({ ...integration, paused: false });
      },
      affectedBy: async (actor, id) => {
        const integration = await done(actor, 'delete integration', 'affected by', id);
        return integration && { incidents: 2_867, collections: ['Payments'], profiles: [] };
      },
      delete: async (actor, id) => {
        const integration = await done(actor, 'delete integration', 'delete', id);
        this.integrations = this.integrations.filter((one) => one.id !== id);
        return integration;
      },
      isDeleting: () => false,
      spotCheck: async (actor, id, number) => {
        await done(actor, 'spot check', `spot check ${number} of`, id);
        return this.incidents.find((incident) => incident.number === number);
      },
    };
  }

  services(client: WebClient): Services {
    const clock = { now: () => NOW };
    const people = slackPeople({ clock, clientOf: async () => client });
    const note = (...words: unknown[]) => {
      this.logged.push(
        words.map((word) => (word instanceof Object ? inspectable(word) : String(word))).join(' '),
      );
    };
    // Only these four of pino's overloads are called.
    const log = { debug: note, info: note, warn: note, error: note } as unknown as Log;
    const found = (workspaceId: string, id: string) =>
      this.integrations.find((one) => one.workspaceId === workspaceId && one.id === id);
    const roles = memoryRoles();
    const unheard = { record: async () => {} };
    const access = createAccess({
      people,
      roles,
      isShown: async () => true,
    });
    return {
      connections: {
        check: async (actor) => {
          await access.demand(actor, 'connect');
          return this.problems;
        },
        connect: async (_actor, form) => {
          this.forms.push(form);
          const outcome = await this.connect(form);
          if (outcome.kind === 'connected') this.integrations.push(outcome.integration);
          return outcome;
        },
        connectSatellite: async (actor, form) => {
          await access.demand(actor, 'connect');
          this.satelliteForms.push(form);
          if (Object.keys(this.problems).length > 0)
            return { kind: 'refused', problems: this.problems, acceptable: false };
          const { workspaceId, userId } = actor;
          const waiting = satelliteIntegration({ workspaceId, ownerId: userId, name: form.name });
          this.integrations.push(waiting);
          return { kind: 'connected', integration: waiting };
        },
        list: async ({ workspaceId }) => this.integrations.filter((one) => one.workspaceId === workspaceId),
        get: async ({ workspaceId }, id) => found(workspaceId, id),
        syncNow: async (actor, id) => {
          await access.demand(actor, 'sync');
          if (found(actor.workspaceId, id) === undefined) return 'gone';
          this.synced.push(id);
          return this.syncOutcome;
        },
        wantSeverities: async (actor, id) => {
          await access.demand(actor, 'sync');
          if (found(actor.workspaceId, id) === undefined) return 'gone';
          this.upkept.push(`severities ${id}`);
          return 'started';
        },
        find: async ({ workspaceId }, name) =>
          this.integrations.find(
            (one) => one.workspaceId === workspaceId && one.name.toLowerCase() === name.toLowerCase(),
          ) ?? { nearest: this.integrations.map((one) => one.name) },
      },
      satellites: this.satellites,
      exclusions: this.exclusions.service(access),
      profiles: createAskedProfiles({
        profiles: this.profiles,
        profilesFor: async () => this.profiles,
        access,
        audit: unheard,
      }),
      digests: this.digests.service(access),
      reports: {
        answer: (_workspaceId, question) => {
          this.questions.push(question);
          return this.answer(question);
        },
        again: (_workspaceId, id) => this.again(id),
        incidents: (_workspaceId, subject, whatIf, page) => this.drill(subject, whatIf, page),
        csv: (_workspaceId, subject, whatIf) => this.csv(subject, whatIf),
      },
      sync: {
        status: async () => this.status,
        subscribe: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
      },
      people,
      access,
      ...memoryWorkspace({ access, people, roles, clock, integrationOf: found }),
      ...memoryCollections(this, access, clock),
      upkeep: this.#upkeep(access, found),
      settings: createSettings({
        store: {
          settings: {
            get: async (workspaceId) => ({ workspaceId, ...this.settings }),
            save: async ({ zone, peopleReports }) => {
              this.settings = { zone, peopleReports };
            },
          },
        },
        access,
      }),
      integrations: {
        all: async () => this.integrations,
        get: async (workspaceId, id) => found(workspaceId, id),
        update: async (workspaceId, id, changing) => {
          this.integrations = this.integrations.map((one) => (one.id === id ? changing(one) : one));
          return found(workspaceId, id);
        },
      },
      directories: { directory: async () => this.directory },
      clientOf: async () => client,
      installations: { left: async () => {} },
      inFlight: inFlight(),
      clock,
      log,
      timing: { submit: 250, progress: 5, home: 20, picture: 1 },
      newErrorId: () => 'e7r0r1d5',
      egressIps: ['203.0.113.7'],
    };
  }
}

function inspectable(value: object): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Error ? `${inner.name}: ${inner.message}` : inner,
  );
}
