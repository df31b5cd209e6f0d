import { type KeyboardEvent, useState } from 'react';
import type { BatchInspection } from '../../../protocol/engineApi.ts';
import { described } from '../../../store/engine/described.ts';
import { shortShare } from '../../charts/matrixCells.ts';
import { type MatrixCell, SimilarityMatrix } from '../../charts/SimilarityMatrix.tsx';
import { formatPercent } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { useSize } from '../../useSize.ts';
import { usePictureUrls } from '../images/usePictureUrls.ts';
import { words } from './words.ts';

export interface NamedMap {
  readonly id: keyof typeof words.maps;
  readonly title: string;
  readonly says: string;
  readonly values: Float32Array;
}

/** The targets that methods set for the batch, and what the student makes of it. */
export function mapsOf(inspection: BatchInspection): readonly NamedMap[] {
  const { targets, student, labelSmoothing, size } = inspection;
  const share = labelSmoothing / size;
  const smoothed = formatPercent(share, share < 0.001 ? 3 : 1);
  const named = targets.map(({ id, values }): NamedMap => {
    const { title, says } = words.maps[id];
    return { id, title, values, says: typeof says === 'function' ? says(smoothed) : says };
  });
  return [...named, { id: 'student', ...words.maps.student, values: student }];
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The maps side by side on one scale; a pair pointed at in one is marked in all. */
export function MatrixMaps({ inspection }: { inspection: BatchInspection }) {
  const [active, setActive] = useState<MatrixCell | null>(null);
  const [ref, { width }] = useSize();
  const urls = usePictureUrls(inspection.indices);
  const classNames = useLab((state) => described(state.engine)?.dataset.classNames);
  const { size, labels, captions } = inspection;
  const names = Array.from(labels, (label, i) => classNames?.[label] ?? captions[i] ?? '');
  const maps = mapsOf(inspection);
  const across = width >= 740 ? maps.length : width >= 400 ? 2 : 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const at = active ?? { row: 0, column: -step[1] };
    const within = (value: number) => Math.min(size - 1, Math.max(0, value));
    setActive({ row: within(at.row + step[0]), column: within(at.column + step[1]) });
  };
  return (
    <div ref={ref}>
      <div
        className="matrix-maps"
        role="application"
        aria-label={`${words.title}. ${words.hint}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys walk over the cells
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => setActive(null)}
        style={{ gridTemplateColumns: `repeat(${across}, minmax(0, 1fr))` }}
      >
        {width > 0 &&
          maps.map(({ id, title, says, values }) => (
            <SimilarityMatrix
              key={id}
              title={title}
              says={says}
              values={values}
              size={size}
              captions={names}
              images={urls.length === size ? urls : names.map(() => null)}
              active={active}
              point={setActive}
              width={(width - (across - 1) * 16) / across}
            />
          ))}
      </div>
      <p className="matrix-readout" aria-live="polite">
        {active ? (
          <>
            <b>{words.cell(names[active.row] ?? '', captions[active.column] ?? '')}</b>{' '}
            {maps
              .map(({ title, values }) => {
                const value = values[active.row * size + active.column]!;
                return `${title} ${value < 0.005 && value > 0 ? value.toFixed(4) : shortShare(value)}`;
              })
              .join(' · ')}
          </>
        ) : (
          <span className="muted">{words.hint}</span>
        )}
      </p>
    </div>
  );
}
