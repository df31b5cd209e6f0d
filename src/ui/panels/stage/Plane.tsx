import { useCallback, useMemo, useRef, useState } from 'react';
import { type PlaneMethod, planeView } from '../../../store/results/planePoints.ts';
import { planeGeometry } from '../../charts/planeMarks.ts';
import { TradeoffPlane } from '../../charts/TradeoffPlane.tsx';
import { formatCount, formatNumber, formatPoints } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { useSize } from '../../useSize.ts';
import { ChartMenu } from '../parts/ChartMenu.tsx';
import { ChartTable } from '../parts/ChartTable.tsx';
import { useCrosshair } from '../parts/useCrosshair.ts';
import { type PlaneKind, planeItems } from './planeItems.ts';
import { plane as words } from './words.ts';
import './plane.css';

function zoomWords(x: boolean, y: boolean): string {
  if (x && y) return '';
  return x ? words.yNotFromZero : y ? words.xNotFromZero : words.notFromZero;
}

/** The largest floor of the methods shown, and the images it is of. */
function floorOf(methods: readonly PlaneMethod[]) {
  if (methods.length === 0) return undefined;
  const most = (side: 'id' | 'ood') => Math.max(...methods.map(({ shown }) => shown[side].floor));
  const n = Math.min(...methods.map(({ shown }) => shown.id.n));
  return { x: most('id'), y: most('ood'), words: words.floor(formatCount(n)) };
}

/** Whose images the lines are of, where the marks are of others. */
function lineWords(methods: readonly PlaneMethod[]): string {
  const line = methods.find(({ trail }) => trail.length > 1)?.trail[0];
  const mark = methods.find(({ scope }) => scope === 'full')?.shown;
  if (!line || !mark || line.id.n === mark.id.n) return '';
  return words.lines(formatCount(line.id.n), formatCount(mark.id.n));
}

export interface OnePlaneProps {
  readonly kind: PlaneKind;
  readonly methods: readonly PlaneMethod[];
  readonly active: string | null;
  readonly setActive: (id: string | null) => void;
}

/** One of the two planes, as large as what it stands in. */
export function OnePlane({ kind, methods, active, setActive }: OnePlaneProps) {
  const [body, { width, height }] = useSize();
  const scrubStep = useLab((state) => state.clock.scrubStep);
  const crosshair = useLab((state) => state.clock.crosshair);
  const scrubTo = useLab((state) => state.scrubTo);
  const setCrosshair = useCrosshair();
  const items = useMemo(() => planeItems(methods, kind), [methods, kind]);
  const isEce = kind === 'ece';
  const floor = useMemo(() => (isEce ? floorOf(methods) : undefined), [isEce, methods]);
  const best = useMemo(
    () =>
      isEce
        ? ({ corner: 'lower left', words: `↙ ${words.better}` } as const)
        : ({ corner: 'upper right', words: `${words.better} ↗` } as const),
    [isEce],
  );
  const zoom = useMemo(() => {
    const { x, y } = planeGeometry(items, width, height);
    return zoomWords(x.fromZero, y.fromZero);
  }, [items, width, height]);
  const name = isEce ? words.ece : words.accuracy;
  return (
    <div ref={body} className="plane-body">
      {width > 0 && items.length > 0 && (
        <TradeoffPlane
          title={words.methodsIn(name)}
          items={items}
          width={width}
          height={height}
          xTitle={isEce ? words.idEce : words.idAcc}
          yTitle={isEce ? words.oodEce : words.oodAcc}
          zoom={zoom}
          best={best}
          floor={floor}
          equal={isEce ? words.equal : undefined}
          active={active}
          scrubStep={scrubStep}
          crosshair={crosshair}
          onActive={setActive}
          onCrosshair={setCrosshair}
          onStep={scrubTo}
        />
      )}
    </div>
  );
}

function tableRows(methods: readonly PlaneMethod[]): string[][] {
  return methods.map(({ label, step, alpha, shown: { id, ood } }) => [
    label,
    formatCount(step),
    alpha === null ? '' : formatNumber(alpha),
    ...[id.accuracy, ood.accuracy, id.ece, ood.ece].map(({ value }) => formatPoints(value)),
  ]);
}

/** The hero: accuracy inside against outside the distribution, and calibration error the same way. */
export function Plane() {
  const [active, setActive] = useState<string | null>(null);
  const accuracy = useRef<HTMLDivElement>(null);
  const ece = useRef<HTMLDivElement>(null);
  const describeKnobs = useLab((state) => state.describeKnobs);
  const shown = useQueued(planeView);
  const isLatest = useLab((state) => state.clock.scrubStep === null);
  const rows = useMemo(() => tableRows(shown), [shown]);
  const choose = useCallback((id: string | null) => setActive(id), []);
  return (
    <div className="planes">
      <div ref={accuracy} className="plane-cell">
        <OnePlane kind="accuracy" methods={shown} active={active} setActive={choose} />
      </div>
      <div ref={ece} className="plane-cell">
        <OnePlane kind="ece" methods={shown} active={active} setActive={choose} />
      </div>
      <div className="planes-tools">
        <span className="plane-lines muted">{lineWords(shown)}</span>
        {shown.length > 0 && (
          <div className="plane-exports">
            <span className="plane-export muted">
              {words.accuracy} <ChartMenu target={accuracy} name={words.accuracy} />
            </span>
            <span className="plane-export muted">
              {words.ece} <ChartMenu target={ece} name={words.ece} />
            </span>
          </div>
        )}
        <ChartTable
          caption={`${words.caption} · ${describeKnobs()}`}
          head={words.table}
          rows={rows}
        />
      </div>
      {shown.length === 0 && (
        <p className="planes-empty muted">{isLatest ? words.waiting : words.noneHere}</p>
      )}
    </div>
  );
}
