import type { Catalogue } from '../../../protocol/catalogue.ts';
import { classColumns } from '../../../results/classroom/classTable.ts';
import type { MethodResult, SplitResult } from '../../../results/types.ts';
import { cellOf } from '../../../store/archive/compareRows.ts';
import { methodLabel } from '../../../store/archive/runNames.ts';
import type { MadeHandIn } from '../../../store/classroom/state.ts';
import { reliabilityMarks } from '../../charts/reliabilityMarks.ts';
import { escapeXml } from '../../exportChart.ts';
import { formatCount, formatNumber, formatPercent, formatPoints } from '../../format.ts';
import { plainColor } from '../../theme.ts';
import { columns as columnNames, card as words } from './words.ts';

const width = 980;
const margin = 28;
const ink = '#14181f';
const quiet = '#545d6b';
const line = '#cdd3dc';
const firstColumn = 150;
const rowHeight = 40;
const side = 150;
const mostDiagrams = 5;

type Look = Readonly<Record<string, string | number>>;

const attributes = (look: Look) =>
  Object.entries(look)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
const text = (content: string, x: number, y: number, look: Look = {}) =>
  `<text x="${x}" y="${y}"${attributes({ fill: ink, 'font-size': 13, ...look })}>${escapeXml(content)}</text>`;
const rule = (y: number) => `<path d="M${margin} ${y}H${width - margin}" stroke="${line}"/>`;

/** "ID n 1 089, OOD n 877 + 439". */
function sizes({ splits }: MethodResult, role: SplitResult['role']): string {
  const own = splits.filter((split) => split.role === role);
  return own.map(({ raw }) => formatCount(raw.n)).join(' + ');
}

function table(results: readonly MethodResult[], catalogue: Catalogue | null, top: number) {
  const step = (width - 2 * margin - firstColumn - 50) / classColumns.length;
  const x = (column: number) => margin + firstColumn + (column + 1) * step - 6;
  const end = { 'text-anchor': 'end' };
  const head = [
    text(words.method, margin, top, { fill: quiet }),
    ...classColumns.map(({ key }, i) =>
      text(columnNames[key as keyof typeof columnNames], x(i), top, { fill: quiet, ...end }),
    ),
    text('T*', width - margin, top, { fill: quiet, ...end }),
    rule(top + 9),
  ];
  const rows = results.map((result, r) => {
    const y = top + 30 + r * rowHeight;
    const style = catalogue?.methods.find(({ id }) => id === result.methodId)?.style;
    const alpha = result.alpha === undefined ? '' : `, α ${formatNumber(result.alpha)}`;
    const cells = classColumns.map(({ column, role }, i) => {
      const { value, interval } = cellOf(result.splits, { ...column, role });
      const range = interval ? `[${formatPoints(interval[0])}, ${formatPoints(interval[1])}]` : '';
      return (
        text(formatPoints(value), x(i), y, { 'font-weight': 600, ...end }) +
        text(range, x(i), y + 14, { fill: quiet, 'font-size': 11, ...end })
      );
    });
    return [
      `<rect x="${margin}" y="${y - 11}" width="5" height="22" fill="${plainColor(style?.hue ?? 0, 'light')}"/>`,
      text(`${methodLabel(catalogue, result.methodId)}${alpha}`, margin + 14, y, {
        'font-weight': 600,
      }),
      ...cells,
      text(formatNumber(result.temperature), width - margin, y, end),
    ].join('');
  });
  return [...head, ...rows].join('');
}

/** One reliability diagram: the accuracy of each bin, and its distance to the confidence. */
function diagram(result: MethodResult, name: string, color: string, left: number, top: number) {
  const split = result.splits.filter(({ role }) => role === 'ood').at(-1);
  if (!split) return '';
  const y = (share: number) => top + (1 - share) * side;
  const bars = reliabilityMarks(split.raw.bins).map((bin) => {
    const x = left + bin.left * side + 0.5;
    const wide = (bin.right - bin.left) * side - 1;
    const low = Math.min(bin.accuracy, bin.confidence);
    const high = Math.max(bin.accuracy, bin.confidence);
    const fill = (opacity: number) => `fill="${color}" fill-opacity="${opacity}"`;
    return (
      `<rect x="${x}" y="${y(low)}" width="${wide}" height="${low * side}" ${fill(0.18)}/>` +
      `<rect x="${x}" y="${y(high)}" width="${wide}" height="${(high - low) * side}" ${fill(0.6)}/>` +
      `<path d="M${x} ${y(bin.accuracy)}h${wide}" stroke="${color}" stroke-width="2"/>`
    );
  });
  return [
    `<rect x="${left}" y="${top}" width="${side}" height="${side}" fill="none" stroke="${line}"/>`,
    ...bars,
    `<path d="M${left} ${top + side}L${left + side} ${top}" stroke="${quiet}" stroke-dasharray="4 3"/>`,
    text(name, left, top - 8, { 'font-weight': 600 }),
    text(words.ece(formatPercent(split.raw.ece)), left, top + side + 17, { fill: quiet }),
  ].join('');
}

/** The card as a drawing of its own, light whatever the page is: who, which race, results, diagrams, hash. */
export function handInCard(
  { student, record, hash }: MadeHandIn,
  catalogue: Catalogue | null,
  setLabel: string,
): string {
  const { results, config, dataset, model, backend, lab } = record;
  const who = [student.number, student.name].filter((part) => part !== null && part !== '');
  const first = results[0]!;
  const afterTable = 176 + results.length * rowHeight;
  const diagramsTop = afterTable + 66;
  const height = diagramsTop + side + 84;
  const drawn = results.slice(0, mostDiagrams);
  const date = new Date(record.savedAt).toISOString().slice(0, 10);
  const steps = words.steps(formatCount(record.step), formatCount(config.steps));
  const version = model.version ?? '';
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, Helvetica, Arial, sans-serif">`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    text(words.lab, margin, 36, { fill: quiet }),
    text(words.at(date), width - margin, 36, { fill: quiet, 'text-anchor': 'end' }),
    text(who.join(' · ') || words.nobody, margin, 68, { 'font-size': 26, 'font-weight': 700 }),
    text([record.name, steps, backend.backend].join(' · '), margin, 94, {
      'font-size': 14,
    }),
    text(
      `${model.label} ${version} · ${dataset.label} ${dataset.version} · CaRot Lab ${lab}`,
      margin,
      114,
      { fill: quiet },
    ),
    table(results, catalogue, 150),
    text(
      words.sets(sizes(first, 'id'), sizes(first, 'ood'), first.splits[0]?.raw.binCount ?? 0),
      margin,
      afterTable + 6,
      { fill: quiet, 'font-size': 12 },
    ),
    text(words.diagrams(setLabel), margin, afterTable + 34, { fill: quiet, 'font-size': 12 }),
    ...drawn.map((result, i) => {
      const style = catalogue?.methods.find(({ id }) => id === result.methodId)?.style;
      const color = plainColor(style?.hue ?? 0, 'light');
      const left = margin + i * ((width - 2 * margin - side) / (mostDiagrams - 1));
      return diagram(result, methodLabel(catalogue, result.methodId), color, left, diagramsTop);
    }),
    text(words.hash(hash), margin, height - 36, { fill: quiet, 'font-size': 12 }),
    text(words.honest, margin, height - 18, { fill: quiet, 'font-size': 12 }),
    '</svg>',
  ].join('\n');
}
