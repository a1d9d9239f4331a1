import { PULSE } from './pulse.ts';

/** The app's picture: a pulse that comes to rest. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d={PULSE} />
    </svg>
  );
}
