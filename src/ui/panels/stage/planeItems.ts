import type { PlaneMethod, PlaneSpot, PlaneValue } from '../../../store/results/planePoints.ts';
import { scopes } from '../../../store/results/words.ts';
import type { PlaneItem } from '../../charts/planeMarks.ts';
import { formatCount, formatNumber, formatPercent, formatPoints } from '../../format.ts';
import { plane as words } from './words.ts';

export type PlaneKind = 'accuracy' | 'ece';

const range = ({ interval }: PlaneValue) =>
  interval ? words.range(formatPoints(interval[0]), formatPoints(interval[1])) : '';

function rowsOf({ id, ood }: PlaneSpot, kind: PlaneKind): PlaneItem['rows'] {
  return [
    { name: words.id, value: formatPercent(id[kind].value), note: range(id[kind]) },
    { name: words.ood, value: formatPercent(ood[kind].value), note: range(ood[kind]) },
  ];
}

const place = (spot: PlaneSpot, kind: PlaneKind) => ({
  x: spot.id[kind].value,
  y: spot.ood[kind].value,
});

/** Methods as marks of one of the two planes. */
export function planeItems(methods: readonly PlaneMethod[], kind: PlaneKind): PlaneItem[] {
  return methods.map((method) => {
    const { methodId, label, style, step, scope, shown, raw, trail, alpha, approximate } = method;
    const { id, ood } = shown;
    // Dividing all logits by one number changes no answer: the planes differ in T for the ECE alone.
    const scaled = kind === 'ece' && raw !== null;
    const mix = alpha === null ? '' : ` · α ${formatNumber(alpha)}`;
    const at = scaled ? ` · ${words.scaled(formatNumber(method.temperature))}` : '';
    const head = `${words.step} ${formatCount(step)} · ${scopes[scope]}${mix}${at}`;
    const rows = rowsOf(shown, kind);
    const sets = ood.sets > 1 ? words.meanOf(ood.sets) : '';
    const foot = [words.images(`${formatCount(id.n)} / ${formatCount(ood.n)}`), sets]
      .filter(Boolean)
      .join(' · ');
    const name = kind === 'ece' ? words.ece : words.accuracy;
    const values = rows.map((row) => [row.name, row.value, row.note].filter(Boolean).join(' '));
    return {
      id: methodId,
      label,
      style,
      point: {
        ...place(shown, kind),
        xInterval: id[kind].interval,
        yInterval: ood[kind].interval,
      },
      ghost: scaled && raw ? place(raw, kind) : null,
      trail: trail.map((spot) => ({ ...place(spot, kind), step: spot.step, alpha: spot.alpha })),
      approximate,
      head,
      rows,
      foot: approximate ? words.approximately : foot,
      spoken: `${label}, ${name}: ${values.join('; ')}. ${head}; ${foot}`,
    };
  });
}
