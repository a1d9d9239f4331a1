/** The app's picture: a pulse that comes to rest. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M5 18h5l3-8 5 13 3-9 2 4h4" />
    </svg>
  );
}
