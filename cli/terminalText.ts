import { thin } from '../src/math/units.ts';

/** Controls but for the line's end, marks that turn text around or cannot be seen. */
const commands = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A text as a terminal may print it: names of files and methods cannot move the cursor or colour, and spaces are of one width. */
export const terminalText = (text: string): string =>
  text.replace(commands, '').replaceAll(thin, ' ');

/** The same for a name, which is one line. */
export const terminalName = (name: string): string => terminalText(name).replaceAll('\n', ' ');
