import corrections from './corrections.json' with { type: 'json' };
import { authorOf } from './families.ts';
import { eachLookAlike } from './lookAlikes.ts';
import type { BenchmarkCandidate, PretrainingCandidate } from './plan.ts';
import type { Rendered } from './rendered.ts';
import { type SplitId, shareOut } from './splits.ts';
import { UnionFind } from './unionFind.ts';
import unseen from './unseen.json' with { type: 'json' };

/** A drawing of the benchmark. */
export interface BenchmarkIcon extends BenchmarkCandidate {
  readonly split: SplitId;
  /** Position in the file of rendered drawings. */
  readonly position: number;
  /** Look-alikes share a group. */
  readonly group: number;
}

/** Why drawings are not in the benchmark: counts by role, for the card. */
export type Dropped = Readonly<Record<DropReason, Readonly<Record<string, number>>>>;
type DropReason =
  | 'likePretraining'
  | 'likeLineIcon'
  | 'likeOtherShift'
  | 'labelledWrongly'
  | 'weakClass';

export interface Benchmark {
  readonly icons: readonly BenchmarkIcon[];
  readonly classNames: readonly string[];
  readonly dropped: Dropped;
  /** Pairs of look-alikes between roles before anything was dropped, "a|b" → pairs. */
  readonly pairsBefore: Readonly<Record<string, number>>;
}

/** Fewer drawings than this in a part, and the class cannot be learned or measured. */
const leastPerClass = { train: 6, 'id-val': 1, 'id-test': 4 } as const;

/** Of two look-alikes in different OOD parts the one of the rarer style stays. */
const rarestFirst: readonly string[] = ['id', 'pixel', 'duotone', 'emoji', 'color', 'solid'];

/** Whether the shipped checkpoint was pretrained on a drawing. */
export const wasSeen = ({ set, icon }: PretrainingCandidate): boolean =>
  !(unseen as Readonly<Record<string, readonly string[]>>)[set]?.includes(icon);

const wrongLabels = corrections as Readonly<Record<string, string>>;

/**
 * Chooses the benchmark's drawings and their splits.
 *
 * A drawing leaves when it looks like one that the shipped checkpoint was pretrained on; when it is of
 * another style and looks like a line icon; when it looks like a drawing of a rarer style; when its
 * name says one thing and it shows another (corrections.json); when its class is left with too few.
 * Line icons that look alike, or that one author draws of one concept, stay in one split. Wrong labels leave
 * last, so that correcting one moves no other drawing to another split.
 */
export function chooseBenchmark(
  { icons, positions, prints }: Rendered<BenchmarkCandidate>,
  pretraining: Rendered<PretrainingCandidate>,
): Benchmark {
  const dropped = Object.fromEntries(
    ['likePretraining', 'likeLineIcon', 'likeOtherShift', 'labelledWrongly', 'weakClass'].map(
      (reason) => [reason, {}],
    ),
  ) as Record<DropReason, Record<string, number>>;
  const isOut = new Set<number>();
  const drop = (i: number, reason: DropReason) => {
    if (isOut.has(i)) return;
    isOut.add(i);
    const { role } = icons[i]!;
    dropped[reason][role] = (dropped[reason][role] ?? 0) + 1;
  };

  eachLookAlike(prints, pretraining.prints, (i, j) => {
    if (wasSeen(pretraining.icons[j]!)) drop(i, 'likePretraining');
  });

  const pairsBefore: Record<string, number> = {};
  const alike = new UnionFind(icons.length);
  const crossing: (readonly [rarer: number, other: number])[] = [];
  const rank = (i: number) => rarestFirst.indexOf(icons[i]!.role);
  const counted = new Set<number>();
  eachLookAlike(prints, prints, (i, j) => {
    if (j <= i || counted.has(i * icons.length + j)) return;
    counted.add(i * icons.length + j);
    const pair = [icons[i]!.role, icons[j]!.role].sort().join('|');
    pairsBefore[pair] = (pairsBefore[pair] ?? 0) + 1;
    if (icons[i]!.role === icons[j]!.role) alike.join(i, j);
    else crossing.push(rank(i) < rank(j) ? [i, j] : [j, i]);
  });
  // From the rarest style on, so that a drawing which is out takes no other with it.
  crossing.sort((a, b) => rank(a[0]) - rank(b[0]) || rank(a[1]) - rank(b[1]));
  for (const [kept, other] of crossing) {
    if (!isOut.has(kept))
      drop(other, icons[kept]!.role === 'id' ? 'likeLineIcon' : 'likeOtherShift');
  }

  const firstOf = new Map<string, number>();
  icons.forEach(({ set, concept, role }, i) => {
    const key = `${role}|${authorOf(set)}|${concept}`;
    const first = firstOf.get(key);
    if (first === undefined) firstOf.set(key, i);
    else alike.join(i, first);
  });
  const isLine = (i: number) => icons[i]!.role === 'id' && !isOut.has(i);
  const groups = alike.groups().map((group) => group.filter(isLine));
  const splitOfLine = shareOut(
    icons,
    groups.filter((group) => group.length > 0),
  );
  icons.forEach(({ set, icon }, i) => {
    if (wrongLabels[`${set}:${icon}`] !== undefined) drop(i, 'labelledWrongly');
  });

  const splitOf = (i: number): SplitId =>
    splitOfLine.get(i) ?? (`ood-${icons[i]!.role}` as SplitId);
  const counts = new Map<string, number>();
  icons.forEach(({ className }, i) => {
    if (isOut.has(i)) return;
    const key = `${className}|${splitOf(i)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const isStrong = (name: string) =>
    Object.entries(leastPerClass).every(
      ([split, least]) => (counts.get(`${name}|${split}`) ?? 0) >= least,
    );
  const all = [...new Set(icons.map(({ className }) => className))].sort();
  const classNames = all.filter(isStrong);
  icons.forEach(({ className }, i) => {
    if (!classNames.includes(className)) drop(i, 'weakClass');
  });

  const kept = icons.flatMap((icon, i): readonly BenchmarkIcon[] =>
    isOut.has(i)
      ? []
      : [{ ...icon, split: splitOf(i), position: positions[i]!, group: alike.find(i) }],
  );
  return { icons: kept, classNames, dropped, pairsBefore };
}
