/** So many differences are quicker to sort than to halve. */
const FEW = 256;

/**
 * The k-th smallest of all differences `x − y` between two samples, without listing them: halving over the value and
 * counting along the sorted samples, until few are left to be listed.
 *
 * @param xs ascending, not empty
 * @param ys ascending, not empty
 * @param k 1 to the number of pairs
 */
export function pairwiseDifference(xs: Float64Array, ys: Float64Array, k: number): number {
  const m = xs.length;
  const n = ys.length;
  let low = Number.NEGATIVE_INFINITY;
  let belowLow = 0;
  let least = (xs[0] as number) - (ys[n - 1] as number);
  let high = (xs[m - 1] as number) - (ys[0] as number);
  let upToHigh = m * n;
  if (countUpTo(xs, ys, least) >= k) return least;
  // Always: fewer than k differences are up to low, at least k are up to high.
  while (upToHigh - belowLow > FEW) {
    const middle = least + (high - least) / 2;
    // So many equal ones that nothing lies between.
    if (middle <= least || middle >= high) break;
    const count = countUpTo(xs, ys, middle);
    if (count >= k) {
      high = middle;
      upToHigh = count;
    } else {
      low = middle;
      least = middle;
      belowLow = count;
    }
  }
  if (upToHigh - belowLow > FEW) return high;
  const left = between(xs, ys, low, high, upToHigh - belowLow);
  return left.sort()[k - belowLow - 1] as number;
}

/** How many differences are at most a value. */
function countUpTo(xs: Float64Array, ys: Float64Array, value: number): number {
  const n = ys.length;
  let count = 0;
  let first = 0;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] as number;
    // The greater x, the greater y has to be.
    while (first < n && x - (ys[first] as number) > value) first++;
    if (first === n) break;
    count += n - first;
  }
  return count;
}

/** The differences above one value and up to another. */
function between(xs: Float64Array, ys: Float64Array, low: number, high: number, count: number): Float64Array {
  const n = ys.length;
  const found = new Float64Array(count);
  let at = 0;
  let first = 0;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] as number;
    while (first < n && x - (ys[first] as number) > high) first++;
    for (let j = first; j < n; j++) {
      const difference = x - (ys[j] as number);
      if (difference <= low) break;
      found[at++] = difference;
    }
  }
  return found;
}
