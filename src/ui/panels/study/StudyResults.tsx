import { memo, useMemo, useRef, useState } from 'react';
import type { StudyFile } from '../../../study/studyFile.ts';
import type { StudyPoint } from '../../../study/studyTable.ts';
import { DiagramGrid } from './DiagramGrid.tsx';
import { Files, type ImagesOf } from './Files.tsx';
import { Intervals } from './Intervals.tsx';
import { Orders } from './Orders.tsx';
import { PointTable } from './PointTable.tsx';
import { Verdicts } from './Verdicts.tsx';
import { words } from './words.ts';

interface StudyResultsProps {
  readonly study: StudyFile;
  readonly recorded: boolean;
  readonly imagesOf: ImagesOf | null;
  report(error: unknown): void;
}

const nameOf = ({ at }: StudyPoint) =>
  Object.entries(at)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');

/** Everything that a study says, at one point of its grid; drawn when its numbers change. */
export const StudyResults = memo(function StudyResults(props: StudyResultsProps) {
  const { study, recorded, imagesOf, report } = props;
  const { points, methods } = study;
  const [chosen, choose] = useState('');
  const target = useRef<HTMLElement>(null);
  const point = points.find((one) => nameOf(one) === chosen) ?? points[0];
  const cells = useMemo(
    () =>
      study.cells.filter(({ at }) =>
        Object.entries(point?.at ?? {}).every(([name, value]) => at[name] === value),
      ),
    [study, point],
  );
  if (!point) return null;
  const splits = cells[0]?.results[0]?.splits ?? [];
  const count = (role: 'id' | 'ood') =>
    splits.reduce((sum, split) => sum + (split.role === role ? split.raw.n : 0), 0);
  return (
    <>
      {points.length > 1 && (
        <label className="inline">
          {words.at}
          <select value={nameOf(point)} onChange={(event) => choose(event.target.value)}>
            {points.map((one) => (
              <option key={nameOf(one)} value={nameOf(one)}>
                {nameOf(one)}
              </option>
            ))}
          </select>
        </label>
      )}
      <Verdicts point={point} />
      <PointTable point={point} methods={methods} images={{ id: count('id'), ood: count('ood') }} />
      <Intervals point={point} methods={methods} />
      <Orders point={point} />
      <DiagramGrid point={point} cells={cells} methods={methods} target={target} />
      <Files {...{ study, recorded, target, imagesOf, report }} />
    </>
  );
});
