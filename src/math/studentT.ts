/**
 * P(|T| ≤ t) of Student's t with a whole number of degrees of freedom, by its finite series.
 *
 * @param t  at least 0
 * @param df whole, at least 1
 * @returns a probability; 0 at 0
 *
 * Source: Abramowitz and Stegun 1964, 26.7.3 (odd) and 26.7.4 (even).
 */
export function studentTwoSided(t: number, df: number): number {
  const angle = Math.atan(t / Math.sqrt(df));
  const cosine = Math.cos(angle);
  const odd = df % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = df === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= df - 2; k += 2) {
    term *= ((k - 1) / k) * cosine * cosine;
    sum += term;
  }
  const whole = Math.sin(angle) * sum;
  return odd ? (2 / Math.PI) * (angle + whole) : whole;
}

/**
 * The t with P(|T| ≤ t) = share, by halving: 12.706 at one degree of freedom and 0.95, 1.96 at many.
 *
 * @param share within (0, 1)
 * @param df    whole, at least 1
 */
export function studentQuantile(share: number, df: number): number {
  let low = 0;
  let high = 1;
  while (studentTwoSided(high, df) < share) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, df) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
