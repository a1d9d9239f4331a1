/** What PagerDuty says about a key's budget after each request. */
export interface Budget {
  readonly allowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** Counts a key's requests in minutes that begin with its first request. */
export function rateLimit(perMinute: number, elapsed: () => number): (key: string) => Budget {
  const minutes = new Map<string, { begun: number; used: number }>();
  return (key) => {
    const now = elapsed();
    let minute = minutes.get(key);
    if (!minute || now - minute.begun >= 60_000) {
      minute = { begun: now, used: 0 };
      minutes.set(key, minute);
    }
    const allowed = minute.used < perMinute;
    if (allowed) minute.used += 1;
    return {
      allowed,
      headers: {
        'ratelimit-limit': String(perMinute),
        'ratelimit-remaining': String(perMinute - minute.used),
        'ratelimit-reset': String(Math.ceil((minute.begun + 60_000 - now) / 1000)),
      },
    };
  };
}
