import { useMemo } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { LabState } from '../../../store/labState.ts';
import { logPoints } from '../../../store/run/selectors.ts';
import { ShareChart } from '../../charts/ShareChart.tsx';
import { formatCount, formatPercent } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { useSize } from '../../useSize.ts';
import { ChartTable } from '../parts/ChartTable.tsx';
import { words } from './words.ts';

const revisionOf = (state: LabState) => state.run?.revision;
/** Rows of the table: enough to read the curve by. */
const tableRows = 12;

/** How much of the pretrained model is left in the teacher, over the steps of the race. */
export function TeacherWeight({ method }: { method: MethodInfo }) {
  const revision = useQueued(revisionOf);
  const log = useLab((state) => state.run?.log.get(method.id));
  const lastStep = useLab((state) => state.run?.config.steps ?? 1);
  const [ref, { width }] = useSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log grows in place, `revision` tells
  const points = useMemo(
    () => logPoints(log, log?.diagnostics.teacherPretrainedWeight),
    [log, revision],
  );
  const end = points.at(-1);
  if (!end) return null;
  const every = Math.max(1, Math.ceil(points.length / tableRows));
  const rows = points
    .filter((_, index) => index % every === 0 || index === points.length - 1)
    .map(({ step, value }) => [formatCount(step), formatPercent(value)]);
  return (
    <section className="teacher-weight" ref={ref} aria-label={words.weight}>
      <div className="knob-head">
        <h3>{words.weight}</h3>
        <b>{words.weightNow(formatPercent(end.value))}</b>
        <ChartTable
          caption={words.weightTable}
          head={[words.stepHead, words.weightTable]}
          rows={rows}
        />
      </div>
      {width > 0 && (
        <ShareChart
          style={method.style}
          points={points}
          lastStep={lastStep}
          width={width}
          height={96}
        />
      )}
    </section>
  );
}
