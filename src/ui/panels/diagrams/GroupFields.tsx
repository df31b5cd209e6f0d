import { useMemo } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { Interval } from '../../../results/types.ts';
import { described } from '../../../store/engine/described.ts';
import { rangeWords } from '../../charts/reliabilityWords.ts';
import { useLab, useLabStore } from '../../useLab.ts';
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
  /** Methods whose answers to each image are here. */
  readonly methods: readonly MethodInfo[];
  readonly choice: GroupChoice;
  /** Whether the answers of the method itself are here. */
  readonly disabled: boolean;
  choose(choice: GroupChoice): void;
}

/** Which images the diagram is of. */
export function GroupFields(props: GroupFieldsProps) {
  const { methodId, splitIds, methods, choice, disabled, choose } = props;
  const store = useLabStore();
  const names = useLab((state) => described(state.engine)?.dataset.classNames) ?? [];
  const brushed = useLab((state) => state.selection.confidence);
  const confused = useMemo(() => mostConfused(methodId, splitIds, mostPairs), [methodId, splitIds]);
  const others = methods.filter(({ id }) => id !== methodId);
  const firstOf = (kind: string): GroupChoice => {
    const [other] = others;
    if (kind === 'class') return { kind, answer: store.getState().selection.label ?? 0 };
    if (kind === 'pair') {
      return { kind, answers: confused(store.getState())[0]?.classes ?? [0, 1] };
    }
    if (kind === 'sure' && other) return { kind, methodId: other.id, range: brushed ?? ranges[0]! };
    return { kind: 'all' };
  };
  return (
    <fieldset className="field group-fields" disabled={disabled}>
      <label>
        <span className="field-name">{words.label}</span>
        <select value={choice.kind} onChange={({ target }) => choose(firstOf(target.value))}>
          <option value="all">{words.all}</option>
          <option value="class">{words.class}</option>
          <option value="pair">{words.pair}</option>
          <option value="sure" disabled={others.length === 0}>
            {words.sure}
          </option>
        </select>
      </label>
      {choice.kind === 'class' && (
        <select
          aria-label={words.class}
          value={choice.answer}
          onChange={({ target }) => choose({ kind: 'class', answer: Number(target.value) })}
        >
          {names.map((name, index) => (
            <option key={name} value={index}>
              {name}
            </option>
          ))}
        </select>
      )}
      {choice.kind === 'pair' && <PairSelect {...{ choice, confused, names, choose }} />}
      {choice.kind === 'sure' && <SureFields {...{ choice, others, choose, brushed }} />}
      {choice.kind === 'pair' && <p className="help">{words.pairHelp}</p>}
    </fieldset>
  );
}

interface PairSelectProps {
  readonly choice: GroupChoice & { readonly kind: 'pair' };
  readonly confused: ReturnType<typeof mostConfused>;
  readonly names: readonly string[];
  choose(choice: GroupChoice): void;
}

/** The chosen pair stays to be seen where another method does not confuse it. */
function PairSelect({ choice, confused, names, choose }: PairSelectProps) {
  const pairs = useLab(confused);
  const chosen = choice.answers.join(' ');
  const isListed = pairs.some(({ classes }) => classes.join(' ') === chosen);
  const all = isListed ? pairs : [{ classes: choice.answers, count: 0 }, ...pairs];
  const name = (index: number) => names[index] ?? `${index}`;
  return (
    <select
      aria-label={words.pair}
      value={chosen}
      onChange={({ target }) => {
        const [one, two] = target.value.split(' ').map(Number);
        choose({ kind: 'pair', answers: [one!, two!] });
      }}
    >
      {all.map(({ classes: [one, two], count }) => (
        <option key={`${one} ${two}`} value={`${one} ${two}`}>
          {words.confused(name(one), name(two), count)}
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
