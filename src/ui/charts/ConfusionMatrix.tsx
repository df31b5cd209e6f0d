import { type KeyboardEvent, type PointerEvent, useMemo, useState } from 'react';
import { formatCount } from '../format.ts';
import { classes } from './words.ts';

export interface MatrixCell {
  readonly label: number;
  readonly predicted: number;
}

export interface ConfusionMatrixProps {
  /** [C, C] row-major, rows true. */
  readonly counts: Int32Array;
  readonly classNames: readonly string[];
  readonly color: string;
  /** Side of the square, px. */
  readonly size: number;
  /** The cell whose images are listed. */
  readonly chosen: MatrixCell | null;
  choose(cell: MatrixCell): void;
}

/** Counts to opacities: one image is seen, the fullest cell is full. */
const shade = (count: number, most: number) => 0.25 + 0.75 * Math.sqrt(count / most);

/** What an arrow key does to the cell that is read; null for other keys. */
export function moveCell({ label, predicted }: MatrixCell, key: string, classCount: number) {
  const last = classCount - 1;
  const moves: Readonly<Record<string, MatrixCell>> = {
    ArrowLeft: { label, predicted: Math.max(0, predicted - 1) },
    ArrowRight: { label, predicted: Math.min(last, predicted + 1) },
    ArrowUp: { label: Math.max(0, label - 1), predicted },
    ArrowDown: { label: Math.min(last, label + 1), predicted },
  };
  return moves[key] ?? null;
}

/**
 * Every class against every answer, too many to label: the cell under pointer or keyboard is read out
 * below, a click or Enter chooses it. Rows are true classes; the diagonal is right.
 */
export function ConfusionMatrix(props: ConfusionMatrixProps) {
  const { counts, classNames, color, size, chosen, choose } = props;
  const classCount = classNames.length;
  const [at, setAt] = useState<MatrixCell | null>(null);
  const side = size / classCount;
  const read = at ?? chosen;

  const marks = useMemo(() => {
    const most = counts.reduce((best, count) => Math.max(best, count), 1);
    return Array.from(counts, (count, cell) => ({ count, cell })).flatMap(({ count, cell }) => {
      if (count === 0) return [];
      const row = Math.floor(cell / classCount);
      const column = cell % classCount;
      const box = { x: column * side, y: row * side, width: side, height: side };
      return [
        <rect key={cell} {...box} fillOpacity={shade(count, most)} data-right={row === column} />,
      ];
    });
  }, [counts, classCount, side]);

  const under = (event: PointerEvent<HTMLElement>): MatrixCell => {
    const frame = event.currentTarget.getBoundingClientRect();
    const index = (share: number) =>
      Math.min(classCount - 1, Math.max(0, Math.floor(share * classCount)));
    return {
      label: index((event.clientY - frame.top) / frame.height),
      predicted: index((event.clientX - frame.left) / frame.width),
    };
  };
  const countIn = ({ label, predicted }: MatrixCell) => counts[label * classCount + predicted] ?? 0;
  const pick = (cell: MatrixCell) => {
    setAt(cell);
    if (countIn(cell) > 0) choose(cell);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moveCell(read ?? { label: 0, predicted: 0 }, event.key, classCount);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    setAt(next);
  };
  const words = (cell: MatrixCell) => {
    const row = counts.subarray(cell.label * classCount, (cell.label + 1) * classCount);
    const of = row.reduce((sum, count) => sum + count, 0);
    const name = (index: number) => classNames[index] ?? String(index);
    return classes.cell(
      name(cell.label),
      name(cell.predicted),
      formatCount(countIn(cell)),
      formatCount(of),
    );
  };
  return (
    <figure className="confusion" style={{ width: size }}>
      <button
        type="button"
        style={{ width: size, height: size }}
        aria-label={classes.matrix}
        aria-describedby="confusion-reading"
        onPointerMove={(event) => setAt(under(event))}
        onPointerLeave={() => setAt(null)}
        onPointerUp={(event) => pick(under(event))}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          // A click without a pointer is Enter or Space.
          if (event.detail === 0 && read) pick(read);
        }}
      >
        <svg width={size} height={size} aria-hidden="true" fill={color}>
          <path className="confusion-diagonal" d={`M0 0L${size} ${size}`} />
          {marks}
          {read && (
            <>
              <path
                className="confusion-cross"
                d={`M0 ${(read.label + 0.5) * side}H${size}M${(read.predicted + 0.5) * side} 0V${size}`}
              />
              <rect
                className="confusion-at"
                x={read.predicted * side - 2}
                y={read.label * side - 2}
                width={side + 4}
                height={side + 4}
              />
            </>
          )}
        </svg>
      </button>
      <figcaption id="confusion-reading" aria-live="polite">
        {read ? words(read) : classes.matrixHint}
      </figcaption>
    </figure>
  );
}
