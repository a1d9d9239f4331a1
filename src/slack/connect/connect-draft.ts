import { z } from 'zod';
import type { ConnectForm, SatelliteForm } from '../../integrations/connections.ts';
import { carriedJson } from '../blocks/carried-json.ts';
import { allChosenIn, chosenIn, tagsIn, typedIn, type ViewState } from '../blocks/view-state.ts';
import { SATELLITE_TICK_ACTION } from '../satellites/satellite-actions.ts';

/** The regions of PagerDuty's cloud, and `other` for an address of one's own. */
const REGION_URLS = {
  us: 'https://api.pagerduty.com',
  eu: 'https://api.eu.pagerduty.com',
} as const;
type Region = keyof typeof REGION_URLS | 'other';

/**
 * The connect form as it was filled in, but for the key: this much may be shown again, and kept in `private_metadata`.
 */
export interface ConnectDraft {
  readonly name: string;
  readonly region: Region;
  /** Only with `other`. */
  readonly url: string;
  readonly username: string;
  readonly titles: 'shown' | 'hidden';
  readonly description: string;
  readonly tags: string;
  /** Only the customer's network reaches the account: there is no key here. */
  readonly satellite: boolean;
  /** Whose user key was offered: submitting the same account again accepts that it sees only part. */
  readonly offered: string | null;
}

export const emptyDraft: ConnectDraft = {
  name: '',
  region: 'us',
  url: '',
  username: '',
  titles: 'shown',
  description: '',
  tags: '',
  satellite: false,
  offered: null,
};

/**
 * The draft and the key of a submitted form. What is missing or forged is empty: the form's own checks then say so. With
 * the satellite ticked there is no key, whatever was typed before.
 */
export function readForm(state: ViewState, privateMetadata: string): { draft: ConnectDraft; apiKey: string } {
  const typed = (block: string) => typedIn(state, block);
  const chosen = (block: string) => chosenIn(state, block);
  const region = chosen('region');
  const satellite = allChosenIn(state, 'satellite', SATELLITE_TICK_ACTION).length > 0;
  return {
    draft: {
      name: typed('name'),
      region: region === 'eu' || region === 'other' ? region : 'us',
      url: typed('url'),
      username: typed('username'),
      titles: chosen('titles') === 'hidden' ? 'hidden' : 'shown',
      description: typed('description'),
      tags: typed('tags'),
      satellite,
      offered: carriedJson(Metadata, privateMetadata)?.offered ?? null,
    },
    apiKey: satellite ? '' : typed('apiKey'),
  };
}

/** What is handed to the connections service. */
export function connectForm(draft: ConnectDraft, apiKey: string): ConnectForm {
  return {
    ...satelliteForm(draft),
    apiKey,
    acceptsUserKey: draft.offered !== null && draft.offered === accountOf(draft),
  };
}

/** The same for an account that a satellite reads. */
export function satelliteForm(draft: ConnectDraft): SatelliteForm {
  return {
    name: draft.name,
    url: accountUrl(draft),
    username: draft.username,
    description: draft.description,
    tags: tagsIn(draft.tags),
    titles: draft.titles,
  };
}

/** The account that a draft speaks of: an accepted user key is accepted for it alone. */
export function accountOf(draft: ConnectDraft): string {
  return `${draft.username.toLowerCase()} at ${accountUrl(draft)}`;
}

function accountUrl({ region, url }: ConnectDraft): string {
  return region === 'other' ? url : REGION_URLS[region];
}

/** What a form carries: nothing but whose user key was offered. Never the key. */
export function connectMetadata({ offered }: ConnectDraft): string {
  return offered === null ? '' : JSON.stringify({ offered });
}

const Metadata = z.object({ offered: z.string().max(1_000) });
