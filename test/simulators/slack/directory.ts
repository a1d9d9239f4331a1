/** A person to be seeded; everything but the name has a default. */
export interface PersonSeed {
  readonly name: string;
  readonly realName?: string;
  readonly zone?: string;
  readonly admin?: boolean;
  readonly owner?: boolean;
  /** `multi`: guest in several channels; `single`: in one. */
  readonly guest?: 'multi' | 'single';
  /** Someone of another organisation, met in a Slack Connect channel. */
  readonly stranger?: boolean;
  readonly deleted?: boolean;
}

/** A channel to be seeded; the bot is in it, and so is everybody else, unless told otherwise. */
export interface ChannelSeed {
  readonly name: string;
  readonly private?: boolean;
  readonly archived?: boolean;
  /** Shared with another organisation (Slack Connect). */
  readonly shared?: boolean;
  readonly bot?: boolean;
  readonly members?: readonly string[];
}

export interface Person extends Required<Omit<PersonSeed, 'guest'>> {
  readonly id: string;
  readonly teamId: string;
  readonly guest: 'multi' | 'single' | null;
}

/** One channel as it is now: tests change it through `slack.changeChannel`. */
export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  archived: boolean;
  shared: boolean;
  bot: boolean;
  members: string[];
}

/** An owner, an admin, two members of two zones, both kinds of guest, a stranger. */
export const PEOPLE: readonly PersonSeed[] = [
  { name: 'alice', realName: 'Alice Owner', zone: 'Europe/Berlin', admin: true, owner: true },
  { name: 'adam', realName: 'Adam Admin', zone: 'Europe/London', admin: true },
  { name: 'bob', realName: 'Bob Member', zone: 'Europe/Berlin' },
  { name: 'carol', realName: 'Carol Member', zone: 'America/New_York' },
  { name: 'gina', realName: 'Gina Guest', zone: 'Europe/Berlin', guest: 'multi' },
  { name: 'uma', realName: 'Uma Guest', zone: 'Europe/Berlin', guest: 'single' },
  { name: 'sam', realName: 'Sam Stranger', zone: 'America/Chicago', stranger: true },
];

/** Channels of every kind that the app must tell apart. */
export const CHANNELS: readonly ChannelSeed[] = [
  { name: 'general', bot: false },
  { name: 'payments' },
  { name: 'checkout', bot: false },
  { name: 'leadership', private: true, members: ['alice', 'adam'] },
  { name: 'secret', private: true, bot: false, members: ['alice'] },
  { name: 'partners', shared: true },
  { name: 'attic', archived: true },
];

/** Looks people and channels up by name or id, as tests and payloads name them. */
export class Directory {
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];

  constructor(people: readonly Person[], channels: readonly Channel[]) {
    this.people = people;
    this.channels = channels;
  }

  person(nameOrId: string): Person {
    const found = this.findPerson(nameOrId);
    if (found === undefined) throw new Error(`The simulated workspace has nobody called "${nameOrId}".`);
    return found;
  }

  findPerson(nameOrId: string): Person | undefined {
    const name = nameOrId.replace(/^@/, '');
    return this.people.find((person) => person.name === name || person.id === name);
  }

  channel(nameOrId: string): Channel {
    const found = this.findChannel(nameOrId);
    if (found === undefined) throw new Error(`The simulated workspace has no channel "${nameOrId}".`);
    return found;
  }

  findChannel(nameOrId: string): Channel | undefined {
    const name = nameOrId.replace(/^#/, '');
    return this.channels.find((channel) => channel.name === name || channel.id === name);
  }
}
