import { memo, useMemo } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { described } from '../../../store/engine/described.ts';
import { diagramOf } from '../../../store/results/diagramSelector.ts';
import { idSplitId } from '../../../store/results/selectors.ts';
import { shownEntry } from '../../../store/results/shown.ts';
import type { Selection } from '../../../store/selection/state.ts';
import type { ConfidenceRange } from '../../charts/brushRange.ts';
import { Marker } from '../../charts/Marker.tsx';
import { ReliabilityDiagram } from '../../charts/ReliabilityDiagram.tsx';
import { formatNumber } from '../../format.ts';
import { methodColor } from '../../theme.ts';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { setNames } from '../parts/words.ts';
import { useBrush } from './useBrush.ts';
import { diagrams as words } from './words.ts';

/** Which diagram is shown large. */
export interface Enlarged {
  readonly methodId: string;
  readonly side: Selection['side'];
}

export interface OneDiagramProps {
  readonly method: MethodInfo;
  readonly side: Selection['side'];
  readonly splitId: string | null;
  readonly size: number;
  /** With the names of its axes, in everyday words. */
  readonly axes?: boolean;
  /** The bin that is spoken of beside the diagram. */
  readonly told?: ConfidenceRange | null;
  /** Opens the large version; without it there is none. */
  enlarge?(what: Enlarged): void;
}

/** One reliability diagram of a method, at the knobs' temperature and bins. */
export function OneDiagram(props: OneDiagramProps) {
  const { method, side, splitId, size, axes = false, told = null, enlarge } = props;
  const shown = useQueued(useMemo(() => diagramOf(method.id, splitId), [method.id, splitId]));
  const classCount = useLab((state) => described(state.engine)?.dataset.classNames.length ?? 1);
  const label = useLab(
    (state) => described(state.engine)?.dataset.splits.find(({ id }) => id === splitId)?.label,
  );
  const { range, onBrush } = useBrush(method.id, side);
  if (!shown) {
    return (
      <div className="no-diagram" style={{ width: size, height: size }}>
        {words.later}
      </div>
    );
  }
  const where = side === 'id' ? setNames.id : `${setNames.ood} ${label}`;
  return (
    <ReliabilityDiagram
      title={`${method.label}, ${where}`}
      color={methodColor(method.style.hue)}
      summary={shown.summary}
      raw={shown.raw}
      classCount={classCount}
      size={size}
      range={range}
      onBrush={onBrush}
      axes={axes}
      told={told}
      {...(enlarge && { onEnlarge: () => enlarge({ methodId: method.id, side }) })}
    />
  );
}

interface DiagramColumnProps {
  readonly method: MethodInfo;
  readonly size: number;
  /** Its rows, top to bottom. */
  readonly sides: readonly Selection['side'][];
  readonly oodId: string | null;
  enlarge(what: Enlarged): void;
}

/** One method: the ID diagram over that of an OOD set, or one of both, at the knobs' temperature and bins. */
export const DiagramColumn = memo(function DiagramColumn({
  method,
  size,
  sides,
  oodId,
  enlarge,
}: DiagramColumnProps) {
  const idId = useLab(idSplitId);
  const alpha = useLab((state) => shownEntry(state, method.id)?.alpha);
  return (
    <div className="diagram-column" data-method={method.id}>
      <h3 title={method.label}>
        <Marker style={method.style} size={11} /> <span>{method.label}</span>
        {alpha !== undefined && <span className="muted"> α {formatNumber(alpha)}</span>}
      </h3>
      {sides.map((side) => (
        <OneDiagram
          key={side}
          {...{ method, size, enlarge, side }}
          splitId={side === 'id' ? idId : oodId}
        />
      ))}
    </div>
  );
});
