import { expect, test } from 'vitest';
import { terminalName, terminalText } from '../../../cli/terminalText.ts';

test.each([
  ['\u001b[31mFT\u001b[0m', '[31mFT[0m'],
  ['FT\u0007\u0008\u007f\u009b2J', 'FT2J'],
  ['a\r\tb', 'ab'],
  ['\u202etxt.exe\u2066\u200b', 'txt.exe'],
  ['\u2028a\u2029', 'a'],
  ['CaRot ± α 日本 – 4 %', 'CaRot ± α 日本 – 4 %'],
])('%j moves no cursor: %j', (text, plain) => {
  expect(terminalText(text)).toBe(plain);
  expect(terminalText(`${text}\n${text}`)).toBe(`${plain}\n${plain}`);
  expect(terminalName(`${text}\n${text}`)).toBe(`${plain} ${plain}`);
});
