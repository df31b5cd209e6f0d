import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { latexText } from '../../../../src/results/exports/latexText.ts';
import {
  type ExportedRow,
  escapeMarkdown,
  latexTable,
  markdownTable,
  tableCsv,
} from '../../../../src/results/exports/tableText.ts';
import { resultColumns } from '../../../../src/results/resultColumns.ts';
import { standardColumns } from '../../../../src/results/tableColumns.ts';
import { fakeRecord } from '../../../gallery/fakeRuns.ts';

const [result] = fakeRecord().results;
const columns = resultColumns(standardColumns);
const values = columns.map(({ valueIn }) => valueIn(result!));

const written = (text: string) => latexText(text).text;

/** Commands of LaTeX itself, without any package; "checkmark", "k" and the like are none. */
const commands = new Set(
  `textbackslash textasciitilde textasciicircum textless textgreater textbar textsuperscript
  textsubscript ldots S P copyright pounds dag ddag ss ae AE oe OE o O l L i j u r H v d c b
  alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho varsigma sigma
  tau upsilon varphi chi psi omega epsilon vartheta phi varrho varpi Gamma Delta Theta Lambda Xi Pi
  Sigma Upsilon Phi Psi Omega times div pm mp cdot bullet circ geq leq neq approx equiv sim simeq
  propto ll gg infty partial nabla surd sum prod int in notin subset subseteq cup cap emptyset forall
  exists neg wedge vee oplus otimes perp parallel rightarrow leftarrow leftrightarrow uparrow
  downarrow Rightarrow Leftarrow Leftrightarrow nearrow searrow mapsto star triangle bigtriangledown
  diamond ell prime lfloor rfloor lceil rceil langle rangle
  begin centering caption toprule midrule bottomrule end`.split(/\s+/),
);

/** What pdflatex would stop at, or read as something else than text. */
function complaints(text: string): string[] {
  const found: string[] = [];
  if (/[^ -~\n]/.test(text)) found.push(`not ASCII: ${text}`);
  for (const [, word, sign] of text.matchAll(/\\(?:([A-Za-z]+)|(.))/g)) {
    if (word !== undefined && !commands.has(word)) found.push(`no command \\${word}`);
    if (sign !== undefined && !/[&%$#_{}`'^~=."\\]/.test(sign)) found.push(`no command \\${sign}`);
  }
  const plain = text.replaceAll(/\\[A-Za-z]+|\\./g, '');
  let depth = 0;
  for (const sign of plain) {
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    if (depth < 0) break;
  }
  if (depth !== 0) found.push('braces that do not match');
  if ((plain.match(/\$/g)?.length ?? 0) % 2 !== 0) found.push('mathematics without end');
  // Within a name or a caption nothing else may mean something to TeX.
  if (/[#~^_|<>"]/.test(plain.replaceAll('$T^*$', ''))) found.push(`a bare sign in ${plain}`);
  if (/\\\\\s*[[*]/.test(text)) found.push('a row whose end takes an argument');
  return found;
}

describe('LaTeX', () => {
  test.each([
    ['50 % & a_b #1', '50 \\% \\& a\\_b \\#1'],
    [
      '{x} \\y ~ ^ $ <b>|',
      '\\{x\\} \\textbackslash{}y \\textasciitilde{} \\textasciicircum{} \\$ \\textless{}b\\textgreater{}\\textbar{}',
    ],
    ['L2-SP Pull β 0.01→0.1', 'L2-SP Pull $\\beta$ 0.01$\\rightarrow$0.1'],
    ['Δlr ≥ 2×, 3ʳᵈ try ✓', '$\\Delta$lr $\\geq$ 2$\\times$, 3\\textsuperscript{rd} try $\\surd$'],
    ['β₁ 10⁻⁴ m²', '$\\beta$\\textsubscript{1} 10\\textsuperscript{$-$4} m\\textsuperscript{2}'],
    [
      'Citroën, naïve, Łódź, Straße, Ångström',
      'Citro\\"{e}n, na\\"{\\i}ve, \\L{}\\\'{o}d\\\'{z}, Stra\\ss{}e, \\r{A}ngstr\\"{o}m',
    ],
    ['e\u0301, ﬁ, ＡＢ, ℝ, 𝛼', "\\'{e}, fi, AB, R, $\\alpha$"],
    ['“a” – ‘b’ — c…', "``a'' -- `b' --- c\\ldots{}"],
    ['a--b, ?`', 'a-{}-b, ?{}`'],
    ['[x] and *', '{[}x{]} and {*}'],
    ['α\u00a0β\u200b\u202e', '$\\alpha$ $\\beta$'],
  ])('%s is printed as it is', (text, latex) => {
    expect(latexText(text)).toEqual({ text: latex, leftOut: [] });
    expect(complaints(latex)).toEqual([]);
  });

  test('what pdflatex has no sign for is left out, and noted in the code of the sign', () => {
    expect(latexText('a 日本 猫 🐈 ą')).toEqual({
      text: 'a ? ? ? ?',
      leftOut: ['日', '本', '猫', '🐈', 'ą'],
    });
    const text = latexTable({ columns, rows: [{ label: '日本', values }], caption: 'Names of 猫' });
    expect(text).toMatch(
      /^% Written as "\?", for pdflatex has no sign for it: U\+732B U\+65E5 U\+672C\n/,
    );
    expect(complaints(text.replace(/^%.*\n/, ''))).toEqual([]);
    expect(latexTable({ columns, rows: [{ label: 'FT', values }], caption: 'x' })).toMatch(
      /^\\begin/,
    );
  });

  test('a cell that begins with a bracket or a star is no argument of the row before', () => {
    const labels = ['[0.5] FT', '* FT', '[', '*'];
    const text = latexTable({
      columns,
      rows: labels.map((label) => ({ label, values })),
      caption: '[t] *',
    });
    expect(complaints(text)).toEqual([]);
    expect(text).toContain('\\caption{{[}t{]} {*}}');
    expect(
      latexTable({ columns, rows: [{ label: 'FT_1 & 2', values }], caption: 'seed 7' }).match(/&/g),
    ).toHaveLength(7 + 8);
  });

  test('no data is a dash of ASCII', () =>
    expect(
      latexTable({
        columns,
        rows: [{ label: 'FT', values: values.with(1, Number.NaN) }],
        caption: 'x',
      }),
    ).toContain(' & -- & '));

  test('any text at all becomes ASCII and commands that LaTeX has', () => {
    const signs = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom(...'\\{}$&#_^~%[]*-`\'"?!|<> αé日') }),
    );
    fc.assert(
      fc.property(signs, (text) => {
        expect(complaints(written(text))).toEqual([]);
      }),
      { seed: 17, numRuns: 3000 },
    );
  });
});

test('columns of other units say so; a CSV has the numbers in full', () => {
  const chosen = resultColumns([
    { metric: 'ece', scaled: false },
    { metric: 'nll', scaled: true },
  ]);
  const row = { label: 'a,b', values: [0.12345, Number.NaN, 1.23456, 2, 1.5] };
  const table = { columns: chosen, rows: [row], caption: 'x' };
  const [head, , body] = markdownTable(table).split('\n');
  expect(head).toBe('| % | ID ECE | OOD ECE | ID NLL TS, nats | OOD NLL TS, nats | T\\* |');
  expect(body).toBe('| a,b | 12.3 | – | 1.235 | 2.000 | 1.50 |');
  expect(latexTable(table)).toContain('  a,b & 12.3 & -- & 1.235 & 2.000 & 1.50 \\\\\n');
  expect(tableCsv(table)).toBe(
    '\ufeffmethod,ID ECE,OOD ECE,"ID NLL TS, nats","OOD NLL TS, nats",T\r\n"a,b",0.12345,,1.23456,2,1.5\r\n',
  );
});

test('a CSV ends with what each row says of itself, empty where it says nothing', () => {
  const rows: ExportedRow[] = [
    { label: 'a', values, facts: { seed: 3, scope: 'full' } },
    { label: 'b', values, facts: { seed: 4, alpha: 0.5 } },
  ];
  const table = { columns, rows, caption: 'x' };
  const lines = tableCsv(table).trim().split('\r\n');
  expect(lines[0]!.endsWith(',seed,scope,alpha')).toBe(true);
  expect(lines[1]!.endsWith(',3,full,')).toBe(true);
  expect(lines[2]!.endsWith(',4,,0.5')).toBe(true);
  // What people read has its caption instead.
  expect(markdownTable(table)).not.toContain('scope');
  expect(latexTable(table)).not.toContain('scope');
});

describe('Markdown', () => {
  test('keeps its columns, and no HTML comes through', () => {
    expect(escapeMarkdown('a|b <img> *c* [d](e) `f` $x$')).toBe(
      'a\\|b &lt;img&gt; \\*c\\* \\[d\\](e) \\`f\\` \\$x\\$',
    );
    const lines = markdownTable({ columns, rows: [{ label: 'a|b', values }], caption: 'x' }).split(
      '\n',
    );
    expect(lines[2]!.replaceAll('\\|', '').match(/\|/g)).toHaveLength(9);
  });

  test.each([
    ['- a', '\\- a'],
    ['+ a', '\\+ a'],
    ['* a', '\\* a'],
    ['1. a', '1\\. a'],
    ['12) a', '12\\) a'],
    ['# a', '\\# a'],
    ['> a', '&gt; a'],
    ['    a', 'a'],
    ['---', '\\---'],
    ['===', '\\==='],
    ['a\n- b\u2028c', 'a - b c'],
    ['a\u202e\u0007b', 'ab'],
  ])('a caption that begins %j begins no block', (text, safe) =>
    expect(escapeMarkdown(text)).toBe(safe),
  );
});
