import type { Integration, SatelliteIntegration } from '../../../src/domain/integration.ts';
import type { FileOutcome, Satellites, ShownSatellite } from '../../../src/satellite/fleet/satellites.ts';

/** Satellites that a test chooses, and what was asked of them. */
export class FakeSatellites implements Satellites {
  reachable = true;
  shown: ShownSatellite[] = [];
  readonly revoked: string[] = [];
  readonly #now: number;
  readonly #integrations: () => readonly Integration[];

  constructor(now: number, integrations: () => readonly Integration[]) {
    this.#now = now;
    this.#integrations = integrations;
  }

  file = async (_actor: unknown, integrationId: string): Promise<FileOutcome> => {
    const meant = this.#integrations().filter(
      ({ mode, id }) => mode === 'satellite' && (integrationId === 'all' || id === integrationId),
    );
    if (meant.length === 0) return { kind: 'gone' };
    if (!this.reachable) return { kind: 'no address' };
    return {
      kind: 'made',
      name: 'satellite.yml',
      content: 'satellite:\n',
      expiresAt: this.#now + 86_400,
      integrations: meant.map(({ name }) => name),
    };
  };

  list = async () => this.shown;

  revoke = async (_actor: unknown, id: string) => {
    this.revoked.push(id);
    const known = this.shown.length;
    this.shown = this.shown.filter((each) => each.id !== id);
    return this.shown.length < known;
  };
}

export function shownSatellite(changes: Partial<ShownSatellite> = {}): ShownSatellite {
  return {
    id: '7f3kq2m9xa',
    version: '0.1.0',
    versionSkew: 'same',
    memory: 88 * 1024 * 1024,
    lastSeenAt: 1_795_424_000,
    online: true,
    working: true,
    problem: null,
    skew: 0,
    ...changes,
  };
}

export function satelliteIntegration(changes: Partial<SatelliteIntegration> = {}): SatelliteIntegration {
  return {
    mode: 'satellite',
    workspaceId: 'T1',
    id: 'sat-1',
    name: 'Plant',
    url: 'https://pagerduty.corp.example',
    username: 'dana@example.com',
    description: '',
    tags: [],
    titles: 'shown',
    paused: false,
    createdAt: 1_795_000_000,
    ownerId: 'U1',
    progressMessage: null,
    ...changes,
  };
}
