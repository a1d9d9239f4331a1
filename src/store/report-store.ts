import type { KeptReport } from '../domain/kept-report.ts';

/** So many reports of a workspace are kept, the newest. */
export const MOST_KEPT_REPORTS = 5_000;

/** Reports that can be had again by their id. */
export interface ReportStore {
  get(workspaceId: string, id: string): Promise<KeptReport | undefined>;
  /** Inserts. One that has the id already stays. The oldest beyond {@link MOST_KEPT_REPORTS} go. */
  save(report: KeptReport): Promise<void>;
}
