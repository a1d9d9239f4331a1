import type { ListenerServices } from '../listener.ts';
import type { Services } from '../services.ts';

/** What everything about digests stands on. */
export type DigestServices = ListenerServices &
  Pick<Services, 'digests' | 'collections' | 'people' | 'settings' | 'clock' | 'timing'>;

/** Said wherever an id leads to no digest. */
export const GONE = 'This digest is not there any more, or not shown to you. See `/sei-pagerduty digest`.';
