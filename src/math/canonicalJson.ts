/**
 * JSON in which the order of fields plays no part: equal values have equal texts. Numbers are written
 * as RFC 8785 has them, which is as ECMAScript does; NaN, "no data", is null.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
