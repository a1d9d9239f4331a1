import { passes } from '../domain/filter.ts';
import type { SettledQuestion } from '../domain/kept-report.ts';
import { type Account, currentNames } from '../report/account.ts';
import type { DigestReport } from './digest-report.ts';

/** Such services create no incidents: that they are quiet says nothing. */
const SILENT: ReadonlySet<string> = new Set(['disabled', 'maintenance']);

/**
 * The services that a digest is about. What a filter says of teams, priorities and the like decides about incidents, not about
 * services: then they are those that had incidents.
 *
 * @param active ids of services that had incidents
 */
export function servicesOf(
  accounts: readonly Account[],
  { filter }: Pick<SettledQuestion, 'filter'>,
  active: ReadonlySet<string>,
): DigestReport['services'] {
  const names = currentNames(accounts);
  const byService = filter.every(({ field }) => field === 'service' || field === 'integration');
  const services = accounts
    .flatMap(({ directory }) => directory.services)
    .filter(({ deletedAt }) => deletedAt === null)
    .filter((service) => passes(filter, 'service', service, names))
    .filter(({ id }) => byService || active.has(id));
  return {
    total: services.length,
    disabled: services
      .filter(({ status }) => SILENT.has(status))
      .map(({ name }) => name)
      .toSorted((one, other) => one.localeCompare(other, 'en')),
  };
}
