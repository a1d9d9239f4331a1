/** 97.5 % quantile of the standard normal distribution: what 95 % intervals reach out to. */
export const Z_95 = 1.959963984540054;

/** 80 % quantile of the standard normal distribution. */
export const Z_POWER_80 = 0.8416212335729143;

/**
 * Standard normal distribution function, with a relative error below 1.2e-7 also far out in the lower tail.
 *
 * @see https://en.wikipedia.org/wiki/Error_function#Numerical_approximations (complementary error function, W. H. Press et al.)
 */
export function normalBelow(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 2 / (2 + x);
  let sum = 0;
  for (const coefficient of COEFFICIENTS) sum = sum * t + coefficient;
  const tail = (t * Math.exp(-x * x + sum)) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** Of descending powers of t. */
const COEFFICIENTS = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
  1.00002368, -1.26551223,
];
