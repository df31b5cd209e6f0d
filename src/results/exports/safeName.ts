/** Names that Windows keeps for devices, with or without an ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|conin|conout|clock)$/i;
const longest = 100;

/**
 * A text as a part of a file's name that every system takes: letters, digits, dots and dashes, no
 * device of Windows, no dot at either end, at most 100 characters. "carot-lab" where nothing is left.
 */
export function safeName(text: string): string {
  const plain = text
    .slice(0, 1000)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9.-]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^[-.]+/g, '')
    .slice(0, longest)
    .replaceAll(/[-.]+$/g, '');
  const [stem = '', ...rest] = plain.split('.');
  if (plain === '') return 'carot-lab';
  return reserved.test(stem) ? [`${stem}-file`, ...rest].join('.') : plain;
}
