/**
 * Which of several hypotheses are rejected so that the chance of even one false rejection among all of them stays below
 * a level: Holm's step-down correction. Assumes nothing of how they depend on each other.
 *
 * @param pValues one for each, in any order; none gives none
 * @param level 0.05 unless said otherwise
 * @see https://en.wikipedia.org/wiki/Holm%E2%80%93Bonferroni_method
 */
export function holm(pValues: readonly number[], level = 0.05): readonly boolean[] {
  const order = pValues.map((_, index) => index).sort((one, other) => at(one) - at(other));
  const rejected = pValues.map(() => false);
  for (let rank = 0; rank < order.length; rank++) {
    const index = order[rank] as number;
    if (at(index) > level / (order.length - rank)) break;
    rejected[index] = true;
  }
  return rejected;

  function at(index: number): number {
    return pValues[index] as number;
  }
}
