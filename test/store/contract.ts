import { describeCommits } from './commit-contract.ts';
import { describeDigests } from './digest-contract.ts';
import { describeIncidents } from './incident-contract.ts';
import { describeIntegrations } from './integration-contract.ts';
import { describeLeases } from './lease-contract.ts';
import { describeMeasuring } from './measuring-contract.ts';
import { describePreferences } from './preferences-contract.ts';
import { describeSatellites } from './satellite-contract.ts';
import type { StorePlace } from './store-place.ts';
import { describeWorkspaces } from './workspace-contract.ts';

/** The promises of the port `Store`. Every store passes them all. */
export function describeStore(name: string, place: () => Promise<StorePlace>): void {
  describeIntegrations(name, place);
  describeIncidents(name, place);
  describeCommits(name, place);
  describeLeases(name, place);
  describeMeasuring(name, place);
  describePreferences(name, place);
  describeWorkspaces(name, place);
  describeDigests(name, place);
  describeSatellites(name, place);
}
