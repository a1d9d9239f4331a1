/** Switches of a drill-down: what would the number be, if? */
export interface WhatIf {
  readonly highUrgencyOnly: boolean;
  /** Without those that a monitor or a timeout ended. */
  readonly withoutAutomatic: boolean;
  /** Without recoveries of under 2 minutes. */
  readonly withoutShort: boolean;
  /** Without this one incident. */
  readonly without: { readonly integrationId: string; readonly incidentId: string } | null;
}

/** All switches off: the number as it is. */
export const asItIs: WhatIf = {
  highUrgencyOnly: false,
  withoutAutomatic: false,
  withoutShort: false,
  without: null,
};
