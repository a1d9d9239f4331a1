/** Whose audience it is. */
export interface AudienceSubject {
  readonly kind: 'integration' | 'collection';
  readonly id: string;
}

/** Who sees an integration or a collection. None stored: every full member, without incidents of private teams. */
export interface Audience {
  readonly workspaceId: string;
  readonly subject: AudienceSubject;
  /** `null`: every full member. Else the members of these channels and these people, and nobody else but SEI Admins. */
  readonly only: { readonly channelIds: readonly string[]; readonly userIds: readonly string[] } | null;
  /** Whether incidents of teams that are private in PagerDuty are shown. Of integrations alone. */
  readonly privateTeams: 'left out' | 'included';
}

export interface AudienceStore {
  list(workspaceId: string): Promise<readonly Audience[]>;
  get(workspaceId: string, subject: AudienceSubject): Promise<Audience | undefined>;
  save(audience: Audience): Promise<void>;
  delete(workspaceId: string, subject: AudienceSubject): Promise<void>;
}

/** Under which it is kept. */
export function audienceKey({ kind, id }: AudienceSubject): string {
  return `${kind}/${id}`;
}
