import { type Finding, ok, wrong } from '../satellite/agent/check/finding.ts';

/** Slack refuses requests whose time differs by more than 5 minutes, and so do we. */
const TOLERATED_MILLISECONDS = 60_000;

/** Whether something answers at an address at all, whatever it says. */
export async function checkReach(what: string, url: string, patience: number): Promise<Finding> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(patience), redirect: 'manual' });
    return ok(what, `${url} answers (${status})`);
  } catch (error) {
    return wrong(
      what,
      `${url} does not answer (${reasonOf(error)}).`,
      'Check name, firewall and proxy between this machine and it.',
    );
  }
}

/** This machine's clock beside that of an address. */
export async function checkClock(url: string, now: () => number, patience: number): Promise<Finding[]> {
  const what = 'clock';
  const answer = await fetch(url, { signal: AbortSignal.timeout(patience) }).catch(() => null);
  const theirs = Date.parse(answer?.headers.get('date') ?? '');
  if (Number.isNaN(theirs)) return [];
  const apart = Math.round((now() - theirs) / 1000);
  if (Math.abs(apart) * 1000 <= TOLERATED_MILLISECONDS)
    return [ok(what, 'agrees with Slack’s to within a minute')];
  return [
    wrong(
      what,
      `This machine's clock is ${Math.abs(apart)} seconds ${apart > 0 ? 'ahead of' : 'behind'} Slack's.`,
      'Switch time synchronisation on (timedatectl set-ntp true): requests with another time are refused.',
    ),
  ];
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : String(error);
}
