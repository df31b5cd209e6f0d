/** Licences under which a set may enter the benchmark: free to share and to change. SPDX identifiers. */
export const allowedLicences: readonly string[] = [
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-3.0',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
];

/** Licences under which a drawing may be learned from: two more, whose drawings are never shipped. */
export const pretrainingLicences: readonly string[] = [...allowedLicences, 'MPL-2.0', 'Unlicense'];

/** Where a licence's text stands when a set names no address of its own. */
export const spdxPage = (licence: string) => `https://spdx.org/licenses/${licence}.html`;
