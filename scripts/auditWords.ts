/** What `npm audit --json` prints: an answer, or the error that kept it from one. */
interface Report {
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
  readonly message?: string;
  readonly error?: { readonly summary?: string };
}

function parse(output: string): Report | null {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}

/** The report in lines. Without an answer it says so: nothing found is not the same as not asked. */
export function auditWords(output: string): string[] {
  const report = parse(output);
  const total = report?.metadata?.vulnerabilities?.total;
  if (total === undefined) {
    const why = report?.message || report?.error?.summary || 'no answer';
    return [`npm audit could not ask the registry: ${why}`];
  }
  if (total === 0) return ['npm audit: no known vulnerability'];
  const names = Object.entries(report?.vulnerabilities ?? {});
  return [
    `npm audit: ${total} packages with known vulnerabilities`,
    ...names.map(([name, { severity }]) => `  ${severity.padEnd(8)} ${name}`),
  ];
}
