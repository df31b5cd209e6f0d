import type { ReactNode } from 'react';
import type { SmoothReliability } from '../../../metrics/smoothReliability.ts';
import type { EvaluationSummary } from '../../../results/types.ts';
import { described } from '../../../store/engine/described.ts';
import type { ShownDiagram } from '../../../store/results/diagramSelector.ts';
import { ReliabilityDiagram } from '../../charts/ReliabilityDiagram.tsx';
import { SmoothDiagram, type SmoothDiagramProps } from '../../charts/SmoothDiagram.tsx';
import { methodColor } from '../../theme.ts';
import { useLab } from '../../useLab.ts';
import { useWidth } from '../../useWidth.ts';
import type { Enlarged } from './DiagramColumn.tsx';
import { DiagramFacts, DiagramTable } from './DiagramFacts.tsx';
import { SmoothFacts, SmoothTable } from './SmoothFacts.tsx';
import { useBrush } from './useBrush.ts';
import type { ShownGroup } from './useGroup.ts';
import { group as groupWords } from './words.ts';

const largest = 460;
/** What the labels of the large diagram need beside its square, px. */
const margins = 72;
/** What histogram, labels and the dialog's head need above and below it, px. */
const aboveAndBelow = 330;
/** Of fewer images an ECE says next to nothing. */
const few = 100;

/** With bins or without them; as a drawing or as numbers. */
export interface Look {
  readonly smooth: boolean;
  readonly table: boolean;
}

interface LargeDiagramProps extends Enlarged {
  /** Method, set and group. */
  readonly title: string;
  readonly hue: number;
  readonly look: Look;
  /** All images of the set with bins; null before there are any. */
  readonly whole: ShownDiagram | null;
  /** What the statistics worker said of the chosen images; null before it has. */
  readonly group: ShownGroup | null;
  /** Whether these are all images of the set, of which the page knows the bins itself. */
  readonly isAll: boolean;
  /** Why there is nothing to be drawn, if there is nothing. */
  readonly missing: string;
  /** What stands above the numbers. */
  readonly children: ReactNode;
}

/** Whether two summaries are of one temperature and the same bins. */
const isAlike = (a: EvaluationSummary, b: EvaluationSummary) =>
  a.temperature === b.temperature && a.binCount === b.binCount && a.binning === b.binning;

/** What can be drawn now: never a curve and bins that are not of the same terms. */
function seenOf({ look, whole, group, isAll }: LargeDiagramProps): Seen | null {
  const ofGroup = group && { summary: group.summary, raw: group.raw?.summary ?? null };
  if (!look.smooth) {
    const seen = isAll ? whole : ofGroup;
    return seen && { ...seen, smooth: null };
  }
  if (!group || !ofGroup) return null;
  const binned = isAll && whole && isAlike(whole.summary, group.summary) ? whole : ofGroup;
  return { ...binned, smooth: { now: group.smooth, raw: group.raw?.smooth ?? null } };
}

/** The drawing and its numbers, side by side. */
export function LargeDiagram(props: LargeDiagramProps) {
  const { title, hue, look, isAll, missing, children } = props;
  const brush = useBrush(props.methodId, props.side);
  const classCount = useLab((state) => described(state.engine)?.dataset.classNames.length ?? 1);
  const [ref, width] = useWidth();
  const room = Math.min(Math.floor(width) - margins, window.innerHeight - aboveAndBelow);
  const size = Math.min(largest, Math.max(180, room));
  const seen = seenOf(props);
  const frame = { title, color: methodColor(hue), classCount, size };
  return (
    <div className="diagram-body">
      <div className="diagram-large" ref={ref}>
        <p className="muted" role="status">
          {seen ? '' : missing}
        </p>
        {seen && look.table && <Table {...seen} />}
        {seen && !look.table && width > 0 && (
          <Drawing {...seen} {...frame} brush={isAll ? brush : null} />
        )}
      </div>
      {/* What is chosen keeps its place, and the focus, whatever is drawn. */}
      <div className="diagram-facts">
        {children}
        {seen && <FewNote {...seen} />}
        {seen && <Facts {...seen} brushes={isAll} />}
      </div>
    </div>
  );
}

/** What is there to be drawn; `smooth` where it is to be drawn without bins. */
interface Seen extends ShownDiagram {
  readonly smooth: {
    readonly now: SmoothReliability;
    /** At T = 1; null when that is what is shown. */
    readonly raw: SmoothReliability | null;
  } | null;
}

type DrawingProps = Seen &
  Pick<SmoothDiagramProps, 'title' | 'color' | 'classCount' | 'size'> & {
    readonly brush: ReturnType<typeof useBrush> | null;
  };

function Drawing({ summary, raw, smooth, brush, ...frame }: DrawingProps) {
  if (smooth)
    return <SmoothDiagram smooth={smooth.now} raw={smooth.raw} {...{ summary }} {...frame} />;
  return (
    <ReliabilityDiagram labelled {...{ summary, raw }} {...(brush ?? { range: null })} {...frame} />
  );
}

const Table = ({ summary, smooth }: Seen) =>
  smooth ? <SmoothTable smooth={smooth.now} /> : <DiagramTable summary={summary} />;

const Facts = ({ summary, raw, smooth, brushes }: Seen & { readonly brushes: boolean }) =>
  smooth ? (
    <SmoothFacts smooth={smooth.now} raw={smooth.raw} summary={summary} />
  ) : (
    <DiagramFacts {...{ summary, raw, brushes }} />
  );

function FewNote({ summary: { n } }: { summary: EvaluationSummary }) {
  if (n >= few) return null;
  return <p className="help">{n === 0 ? groupWords.none : groupWords.few}</p>;
}
