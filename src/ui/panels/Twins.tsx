import { memo, useMemo } from 'react';
import type { MethodInfo } from '../../protocol/catalogue.ts';
import type { LabState } from '../../store/labState.ts';
import { oodSplitId, runMethods, shownSummaries } from '../../store/selectors.ts';
import { Marker } from '../charts/Marker.tsx';
import { ReliabilityDiagram } from '../charts/ReliabilityDiagram.tsx';
import { formatNumber, formatPercent } from '../format.ts';
import { methodColor } from '../theme.ts';
import { useLab, useLabShallow } from '../useLab.ts';
import { useQueued } from '../useQueued.ts';
import { useWidth } from '../useWidth.ts';

const smallest = 100;
const largest = 140;
const columnGap = 14;
const axisWidth = 16;

interface ColumnProps {
  readonly method: MethodInfo;
  readonly size: number;
  readonly oodId: string | null;
}

/** One method: the ID diagram over that of an OOD set, at the knobs' temperature and bins. */
const Column = memo(function Column({ method, size, oodId }: ColumnProps) {
  const select = useMemo(() => {
    let last: ReturnType<typeof shownSummaries> = [];
    let from: readonly unknown[] = [];
    return (state: LabState) => {
      const { id } = method;
      const now = [state.results[id], state.atTemperature[id], state.knobs.temperature];
      if (!now.every((part, index) => part === from[index])) last = shownSummaries(state, id);
      from = now;
      return last;
    };
  }, [method]);
  const shown = useQueued(select);
  const result = useLab((state) => state.results[method.id]);
  const classCount = useLab((state) => state.engine.loaded?.dataset.classNames.length ?? 1);
  const color = methodColor(method.style.hue);
  const id = shown.find(({ split }) => split.role === 'id');
  const ood = shown.filter(({ split }) => split.role === 'ood');
  const chosen = ood.find(({ split }) => split.splitId === oodId);
  const mean = ood.reduce((sum, { summary }) => sum + summary.ece, 0) / ood.length;
  const placeholder = (
    <div className="no-diagram" style={{ width: size, height: size }}>
      {method.kind === 'interpolation'
        ? 'when the race pauses or ends'
        : 'with the first evaluation'}
    </div>
  );
  return (
    <div className="twin">
      <h3>
        <Marker style={method.style} /> {method.label}
        {result?.alpha !== undefined && (
          <span className="muted"> α {formatNumber(result.alpha)}</span>
        )}
      </h3>
      {id ? (
        <ReliabilityDiagram
          title={`${method.label}, ID`}
          color={color}
          summary={id.summary}
          classCount={classCount}
          size={size}
        />
      ) : (
        placeholder
      )}
      {chosen ? (
        <>
          <ReliabilityDiagram
            title={`${method.label}, ${chosen.split.splitId}`}
            color={color}
            summary={chosen.summary}
            classCount={classCount}
            size={size}
          />
          <p className="twin-mean">OOD mean {formatPercent(mean)}</p>
        </>
      ) : (
        placeholder
      )}
    </div>
  );
});

function OodSelect({ oodId }: { oodId: string | null }) {
  const splits = useLabShallow(
    (state) => state.engine.loaded?.dataset.splits.filter(({ role }) => role === 'ood') ?? [],
  );
  const setOodSplit = useLab((state) => state.setOodSplit);
  if (splits.length === 0) return null;
  return (
    <div className="inline">
      <select
        aria-label="OOD set shown in the lower row"
        value={oodId ?? ''}
        onChange={(event) => setOodSplit(event.target.value)}
      >
        {splits.map(({ id, label }) => (
          <option key={id} value={id}>
            OOD: {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Reliability diagrams: a column a method, ID over OOD. */
export function Twins() {
  const methods = useLabShallow(runMethods);
  const oodId = useLab(oodSplitId);
  const { binCount, binning, temperature } = useLab((state) => state.knobs);
  const [ref, width] = useWidth();
  const room = (width - axisWidth) / Math.max(1, methods.length) - columnGap;
  const size = Math.round(Math.min(largest, Math.max(smallest, room)));
  return (
    <section className="panel twins" aria-labelledby="twins-title">
      <div className="panel-head">
        <h2 id="twins-title">
          Reliability{' '}
          <span className="muted">
            {binCount} bins{binning === 'mass' ? ', equal mass' : ''}
            {temperature === 1
              ? ''
              : temperature === 'own'
                ? ', each at T*'
                : `, T ${formatNumber(temperature)}`}
          </span>
        </h2>
        <ul className="legend" aria-label="How to read the diagrams">
          <li>
            <i className="key over" /> over-confident
          </li>
          <li>
            <i className="key under" /> under-confident
          </li>
          <li>
            <i className="key perfect" /> ideal
          </li>
        </ul>
        <OodSelect oodId={oodId} />
      </div>
      <div className="twin-scroll" ref={ref}>
        <div className="twin-grid">
          <div className="twin-axis" aria-hidden="true" hidden={methods.length === 0}>
            <span style={{ height: size }}>ID accuracy →</span>
            <span style={{ height: size }}>OOD accuracy →</span>
          </div>
          {methods.map((method) => (
            <Column key={method.id} method={method} size={size} oodId={oodId} />
          ))}
        </div>
      </div>
    </section>
  );
}
