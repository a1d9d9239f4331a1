/**
 * The result of work that ends in time, `null` where it takes longer: it then goes on.
 *
 * @param patience milliseconds
 */
export async function withinPatience<Result>(
  work: Promise<Result>,
  patience: number,
): Promise<Result | null> {
  const { promise: tooLong, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), patience);
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
