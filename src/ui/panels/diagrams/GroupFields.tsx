import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { Interval } from '../../../results/types.ts';
import { described } from '../../../store/engine/described.ts';
import { rangeWords } from '../../charts/reliabilityWords.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { type GroupChoice, mostConfused } from './groupChoice.ts';
import { group as words } from './words.ts';

/** Pairs to choose from. */
const mostPairs = 12;
const ranges: readonly Interval[] = [
  [0.9, 1],
  [0.5, 0.9],
  [0, 0.5],
];

export interface GroupFieldsProps {
  readonly methodId: string;
  readonly splitIds: readonly string[];
  /** Methods of the race with a result. */
  readonly methods: readonly MethodInfo[];
  readonly choice: GroupChoice;
  choose(choice: GroupChoice): void;
}

/** Which images the diagram is of. */
export function GroupFields(props: GroupFieldsProps) {
  const { methodId, splitIds, methods, choice, choose } = props;
  const names = useLab((state) => described(state.engine)?.dataset.classNames) ?? [];
  const chosenClass = useLab((state) => state.selection.label);
  const brushed = useLab((state) => state.selection.confidence);
  const pairs = useLabShallow((state) =>
    mostConfused(state, methodId, splitIds, mostPairs).map(({ labels, count }) =>
      [...labels, count].join(' '),
    ),
  ).map((text) => text.split(' ').map(Number) as [number, number, number]);
  const others = methods.filter(({ id }) => id !== methodId);
  const firstOf = (kind: string): GroupChoice => {
    const [pair] = pairs;
    const [other] = others;
    if (kind === 'class') return { kind, label: chosenClass ?? 0 };
    if (kind === 'pair' && pair) return { kind, labels: [pair[0], pair[1]] };
    if (kind === 'sure' && other) return { kind, methodId: other.id, range: brushed ?? ranges[0]! };
    return { kind: 'all' };
  };
  return (
    <div className="field group-fields">
      <label>
        <span className="field-name">{words.label}</span>
        <select value={choice.kind} onChange={({ target }) => choose(firstOf(target.value))}>
          <option value="all">{words.all}</option>
          <option value="class">{words.class}</option>
          <option value="pair" disabled={pairs.length === 0 && choice.kind !== 'pair'}>
            {words.pair}
          </option>
          <option value="sure" disabled={others.length === 0}>
            {words.sure}
          </option>
        </select>
      </label>
      {choice.kind === 'class' && (
        <select
          aria-label={words.class}
          value={choice.label}
          onChange={({ target }) => choose({ kind: 'class', label: Number(target.value) })}
        >
          {names.map((name, label) => (
            <option key={name} value={label}>
              {name}
            </option>
          ))}
        </select>
      )}
      {choice.kind === 'pair' && (
        <PairSelect {...{ choice, pairs, choose }} nameOf={(label) => names[label] ?? `${label}`} />
      )}
      {choice.kind === 'sure' && <SureFields {...{ choice, others, choose }} brushed={brushed} />}
    </div>
  );
}

interface PairSelectProps {
  readonly choice: GroupChoice & { readonly kind: 'pair' };
  /** Two classes and how often they were confused. */
  readonly pairs: readonly (readonly [number, number, number])[];
  nameOf(label: number): string;
  choose(choice: GroupChoice): void;
}

/** The chosen pair stays to be seen where another method does not confuse it. */
function PairSelect({ choice, pairs, nameOf, choose }: PairSelectProps) {
  const [a, b] = choice.labels;
  const isListed = pairs.some(([one, two]) => one === a && two === b);
  const all = isListed ? pairs : [[a, b, 0] as const, ...pairs];
  return (
    <select
      aria-label={words.pair}
      value={`${a} ${b}`}
      onChange={({ target }) => {
        const [one, two] = target.value.split(' ').map(Number);
        choose({ kind: 'pair', labels: [one!, two!] });
      }}
    >
      {all.map(([one, two, count]) => (
        <option key={`${one} ${two}`} value={`${one} ${two}`}>
          {words.confused(nameOf(one), nameOf(two), count)}
        </option>
      ))}
    </select>
  );
}

interface SureFieldsProps {
  readonly choice: GroupChoice & { readonly kind: 'sure' };
  readonly others: readonly MethodInfo[];
  readonly brushed: Interval | null;
  choose(choice: GroupChoice): void;
}

/** Another method, and how sure it is; a brushed range is one of them. */
function SureFields({ choice, others, brushed, choose }: SureFieldsProps) {
  const known = [...ranges, ...(brushed ? [brushed] : []), choice.range];
  const distinct = [...new Map(known.map((range) => [range.join(' '), range])).entries()];
  return (
    <>
      <select
        aria-label={words.sureMethod}
        value={choice.methodId}
        onChange={({ target }) => choose({ ...choice, methodId: target.value })}
      >
        {others.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <select
        aria-label={words.sureRange}
        value={choice.range.join(' ')}
        onChange={({ target }) => {
          const [low, high] = target.value.split(' ').map(Number);
          choose({ ...choice, range: [low!, high!] });
        }}
      >
        {distinct.map(([name, range]) => (
          <option key={name} value={name}>
            {words.says(rangeWords(range))}
          </option>
        ))}
      </select>
    </>
  );
}
