import { lookup } from 'node:dns/promises';
import type { Lookup } from './account-url.ts';

/** All addresses that the machine's own resolver knows for a host name: those that a request would go to. */
export const lookupAddresses: Lookup = async (hostname) => {
  const answers = await lookup(hostname, { all: true });
  return answers.map(({ address }) => address);
};
