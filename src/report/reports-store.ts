import type { DamageStore } from '../store/damage-store.ts';
import type { ExclusionStore } from '../store/exclusion-store.ts';
import type { ProfileStore } from '../store/profile-store.ts';
import type { ReportStore } from '../store/report-store.ts';
import type { SatelliteStore } from '../store/satellite-store.ts';
import type { Store } from '../store/store.ts';

/** As much of a store as reports read. Where it keeps no profiles, exclusions, reports or damage, there are none. */
export type ReportsStore = Pick<Store, 'settings' | 'integrations' | 'collections' | 'incidents' | 'sync'> & {
  readonly profiles?: ProfileStore;
  readonly exclusions?: ExclusionStore;
  readonly reports?: ReportStore;
  readonly damage?: Pick<DamageStore, 'list'>;
  readonly satellites?: Pick<SatelliteStore, 'outage'>;
  /**
   * A number that grows with every change of the workspace that a report can see, and not with the keeping of reports.
   * Where there is none, every commit is taken for such a change.
   */
  revision?(workspaceId: string): Promise<number>;
};
