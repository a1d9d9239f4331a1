/** Above so many incidents PostgreSQL serves better: the measured figures are in `docs/store.md`. */
const RECOMMENDED_INCIDENTS = 1_000_000;

/** A recommendation for a store that grew large; `null` where files are the right choice. */
export function adviceFor(incidents: number): string | null {
  if (incidents <= RECOMMENDED_INCIDENTS) return null;
  const [count, limit] = [incidents, RECOMMENDED_INCIDENTS].map((number) => number.toLocaleString('en-US'));
  return `The data folder holds ${count} incidents. It goes on working, but we recommend PostgreSQL (DATABASE_URL) above ${limit}: measured there, the files take 0.3 s to open and 100 MB of memory, and both grow with the number. "npm run store -- migrate --to $DATABASE_URL" takes the data along.`;
}
