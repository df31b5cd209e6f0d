import type { BatchInspection } from '../../../protocol/engineApi.ts';
import type { LabState } from '../../../store/labState.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { matrixMethod } from '../../../store/selection/matrixSlice.ts';
import { Marker } from '../../charts/Marker.tsx';
import { shortShare } from '../../charts/matrixCells.ts';
import { formatCount } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { ChartTable } from '../parts/ChartTable.tsx';
import { words } from './words.ts';
import './matrix.css';
import { MatrixMaps, mapsOf } from './MatrixMaps.tsx';
import { TeacherWeight } from './TeacherWeight.tsx';

/** The newest look at a method's batch up to the scrubbed step. */
function shownInspection(state: LabState): BatchInspection | null {
  const methodId = matrixMethod(state);
  const looks = methodId === null ? [] : (state.inspections[methodId] ?? []);
  const { scrubStep } = state.clock;
  return looks.findLast(({ step }) => scrubStep === null || step <= scrubStep) ?? null;
}

function MethodChoice() {
  const chosen = useLab(matrixMethod);
  const inspectMethod = useLab((state) => state.inspectMethod);
  const methods = useLabShallow((state) =>
    state.run ? runMethods(state).filter(({ kind }) => kind === 'trained') : [],
  );
  return (
    <fieldset className="segments" aria-label={words.method}>
      {methods.map(({ id, label, style }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === chosen}
          onClick={() => inspectMethod(id)}
        >
          <Marker style={style} size={12} /> {label}
        </button>
      ))}
    </fieldset>
  );
}

/** What there is to say while there is nothing to see. */
function Nothing() {
  const { asking, error } = useLab((state) => state.matrix);
  const run = useLab((state) => state.run !== null);
  const weights = useLab((state) => state.run?.hasWeights === true);
  if (error) {
    return (
      <p className="notice error" role="status">
        {error.message} {error.hint}
      </p>
    );
  }
  const says = !run ? words.noRace : !weights ? words.gone : asking ? words.looking : words.waiting;
  return <p className="muted">{says}</p>;
}

/** Named along the colours, which go by the cube root. */
const scaleMarks = [0, 0.01, 0.1, 1] as const;

function Legend() {
  return (
    <p className="matrix-legend">
      <span>{words.reads}</span>
      <span className="scale">
        {words.scale}
        <i aria-hidden="true">
          {scaleMarks.map((share) => (
            <b key={share} style={{ left: `${Math.cbrt(share) * 100}%` }}>
              {share < 1 && share > 0 ? `${share * 100} %` : share}
            </b>
          ))}
        </i>
      </span>
    </p>
  );
}

/** The targets of one batch side by side, as heat maps: what the methods ask of their student. */
export function MatrixTab() {
  const inspection = useLab(shownInspection);
  const method = useLab((state) => {
    const id = matrixMethod(state);
    return state.engine.catalogue?.methods.find((one) => one.id === id) ?? null;
  });
  const asking = useLab((state) => state.matrix.asking);
  const inspectNow = useLab((state) => state.inspectNow);
  const canLook = useLab((state) => state.run?.hasWeights === true);
  if (!inspection || !method) {
    return (
      <div className="matrix">
        {method && <MethodChoice />}
        <Nothing />
      </div>
    );
  }
  const { size, captions, targets } = inspection;
  const rows = mapsOf(inspection).flatMap(({ title, values }) =>
    captions.map((caption, row) => [
      `${title}, ${row + 1} ${caption}`,
      ...Array.from(values.subarray(row * size, (row + 1) * size), shortShare),
    ]),
  );
  return (
    <div className="matrix">
      <div className="matrix-head">
        <MethodChoice />
        <span className="muted">{words.step(formatCount(inspection.step))}</span>
        <button
          type="button"
          className="quiet"
          disabled={asking || !canLook}
          title={words.refreshTitle}
          onClick={() => void inspectNow()}
        >
          {asking ? words.looking : words.refresh}
        </button>
        <ChartTable
          caption={words.title}
          head={[words.image, ...captions.map((caption, i) => `${i + 1} ${caption}`)]}
          rows={rows}
        />
      </div>
      <Legend />
      <MatrixMaps inspection={inspection} />
      {targets.every(({ id }) => id !== 'teacher') && (
        <p className="help">{words.noTeacher(method.label)}</p>
      )}
      <TeacherWeight method={method} />
    </div>
  );
}
