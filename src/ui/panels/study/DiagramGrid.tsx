import { memo, type RefObject } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { EvaluationSummary } from '../../../results/types.ts';
import type { CellResult } from '../../../study/cellResult.ts';
import { pooledSummary } from '../../../study/pooled.ts';
import type { StudyPoint } from '../../../study/studyTable.ts';
import { ReliabilityPlot } from '../../charts/ReliabilityPlot.tsx';
import { formatPercent } from '../../format.ts';
import { methodColor } from '../../theme.ts';
import { Scroll } from './Scroll.tsx';
import '../diagrams/diagrams.css';
import { figure as words } from './words.ts';

interface DiagramGridProps {
  readonly point: StudyPoint;
  /** Of the point. */
  readonly cells: readonly CellResult[];
  readonly methods: readonly MethodInfo[];
  readonly target: RefObject<HTMLElement | null>;
}

const side = 108;
const histogram = 22;
const gap = { across: 20, down: 44 };
const head = { left: 104, top: 24 };

const setName = (splitId: string) => splitId.replace(/^ood-/, '').replaceAll('-', ' ');

/** One diagram: all seeds' answers, and the mean of their ECEs. */
function Cell({ summaries, color }: { summaries: readonly EvaluationSummary[]; color: string }) {
  const summary = pooledSummary(summaries);
  const ece = summaries.reduce((sum, one) => sum + one.ece, 0) / summaries.length;
  // Classes are not counted here: what no model can be less sure of is not drawn.
  const plot = { color, summary, raw: null, classCount: 1e9, size: side, labelled: false };
  return (
    <>
      <ReliabilityPlot {...plot} histogramHeight={histogram} />
      <text className="ece" x={side / 2} y={side + histogram + 28} textAnchor="middle">
        {words.ece(formatPercent(ece))}
      </text>
    </>
  );
}

/** Small multiples, methods × sets, as one figure. */
export const DiagramGrid = memo(function DiagramGrid(props: DiagramGridProps) {
  const { point, cells, methods, target } = props;
  const sets = (cells[0]?.results[0]?.splits ?? []).filter(({ role }) => role !== 'val');
  const width = head.left + sets.length * (side + gap.across);
  const rowHeight = side + histogram + gap.down;
  return (
    <section aria-labelledby="study-figure">
      <h2 id="study-figure">{words.title}</h2>
      <p className="help">{words.help}</p>
      <Scroll ref={target} label={words.title} className="study-figure">
        <svg
          className="reliability"
          width={width}
          height={head.top + point.rows.length * rowHeight}
          role="img"
          aria-label={words.title}
        >
          {sets.map(({ splitId, role }, c) => (
            <text
              key={splitId}
              className="set"
              x={head.left + c * (side + gap.across) + side / 2}
              y="14"
              textAnchor="middle"
            >
              {role === 'id' ? 'ID' : setName(splitId)}
            </text>
          ))}
          {point.rows.map(({ methodId, label }, r) => {
            const style = methods.find(({ id }) => id === methodId)?.style;
            const y = head.top + r * rowHeight;
            return (
              <g key={methodId} transform={`translate(0 ${y})`}>
                <text className="row" x={head.left - 14} y={side / 2} textAnchor="end">
                  {label}
                </text>
                {sets.map(({ splitId }, c) => {
                  const own = cells.flatMap(
                    ({ results }) =>
                      results
                        .find((one) => one.methodId === methodId)
                        ?.splits.find((split) => split.splitId === splitId)?.raw ?? [],
                  );
                  return (
                    <g
                      key={splitId}
                      transform={`translate(${head.left + c * (side + gap.across)} 0)`}
                    >
                      {own.length > 0 && (
                        <Cell summaries={own} color={methodColor(style?.hue ?? 0)} />
                      )}
                    </g>
                  );
                })}
              </g>
            );
          })}
        </svg>
      </Scroll>
    </section>
  );
});
