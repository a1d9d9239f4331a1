import type { Reference } from '../../../src/domain/incident.ts';

export interface SimulatedTeam extends Reference {
  readonly private: boolean;
}

export interface SimulatedService extends Reference {
  name: string;
  status: string;
  readonly teams: readonly SimulatedTeam[];
  readonly autoResolveTimeout: number | null;
  /** Typical recovery, in seconds. */
  readonly typical: number;
  /** How often it breaks, relative to the others. */
  readonly weight: number;
  deleted: boolean;
}

export interface SimulatedUser extends Reference {
  name: string;
  readonly email: string;
  readonly zone: string;
  readonly teams: readonly SimulatedTeam[];
}

export interface SimulatedPriority extends Reference {
  name: string;
}

/** The people and things of the simulated account. */
export interface World {
  readonly teams: SimulatedTeam[];
  readonly services: SimulatedService[];
  readonly users: SimulatedUser[];
  readonly priorities: SimulatedPriority[];
}

const TEAMS = [
  ['payments', false],
  ['storefront', false],
  ['platform', false],
  ['trust', true],
] as const;

/** name, team, typical recovery in minutes, weight */
const SERVICES = [
  ['checkout', 'payments', 42, 10],
  ['ledger', 'payments', 70, 5],
  ['payouts', 'payments', 29, 5],
  ['fraud', 'trust', 35, 4],
  ['cart', 'storefront', 18, 7],
  ['search', 'storefront', 24, 8],
  ['catalogue', 'storefront', 33, 4],
  ['login', 'platform', 12, 6],
  ['notifications', 'platform', 55, 6],
  ['gateway', 'platform', 15, 9],
  ['warehouse', 'platform', 95, 3],
  ['reporting', 'platform', 160, 2],
] as const;

const USERS = [
  ['Dana Okafor', 'Europe/Berlin', ['payments']],
  ['Luis Ferreira', 'Europe/Lisbon', ['payments']],
  ['Mina Sato', 'Asia/Tokyo', ['payments', 'platform']],
  ['Anders Lind', 'Europe/Stockholm', ['storefront']],
  ['Priya Raman', 'Asia/Kolkata', ['storefront']],
  ['Tom Whitfield', 'Europe/London', ['platform']],
  ['Grace Mwangi', 'Africa/Nairobi', ['platform']],
  ['Noah Tremblay', 'America/Toronto', ['platform']],
  ['Iris Kowalska', 'Europe/Warsaw', ['trust']],
  ['Sam Reyes', 'America/Denver', []],
] as const;

/** An account of so many services; above twelve they are called `service-13` and so on. */
export function worldOf(services: number): World {
  const teams = TEAMS.map(([name, hidden], index) => ({ id: `PTEAM${index + 1}`, name, private: hidden }));
  const teamsNamed = (names: readonly string[]) => teams.filter((team) => names.includes(team.name));
  const service = (index: number): SimulatedService => {
    const [name, team, minutes, weight] = SERVICES[index] ?? [`service-${index + 1}`, 'platform', 40, 3];
    return {
      id: `PSVC${String(index + 1).padStart(3, '0')}`,
      name,
      status: 'active',
      teams: teamsNamed([team]),
      autoResolveTimeout: name === 'ledger' ? null : 14_400,
      typical: minutes * 60,
      weight,
      deleted: false,
    };
  };
  return {
    teams,
    services: [
      ...Array.from({ length: services }, (_, index) => service(index)),
      {
        id: 'PSVC0LD',
        name: 'legacy-billing',
        status: 'disabled',
        teams: teamsNamed(['payments']),
        autoResolveTimeout: 14_400,
        typical: 90 * 60,
        weight: 0,
        deleted: true,
      },
    ],
    users: USERS.map(([name, zone, of], index) => ({
      id: `PUSER${String(index + 1).padStart(2, '0')}`,
      name,
      email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
      zone,
      teams: teamsNamed(of),
    })),
    priorities: [1, 2, 3, 4, 5].map((rank) => ({ id: `PPRIO0${rank}`, name: `P${rank}` })),
  };
}
