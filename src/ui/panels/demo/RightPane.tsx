import { useMemo, useRef } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { memoSelector } from '../../../store/kit/memoSelector.ts';
import { fromInputs, shownInputs, shownSummaries } from '../../../store/results/shown.ts';
import { words as shareWords } from '../../../store/share/words.ts';
import { Marker } from '../../charts/Marker.tsx';
import { plotGap, ReliabilityPlot } from '../../charts/ReliabilityPlot.tsx';
import { bracketed, spokenDiagram } from '../../charts/reliabilityWords.ts';
import { formatCount, formatPercent } from '../../format.ts';
import { methodColor } from '../../theme.ts';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { Scaled } from './Scaled.tsx';
import { demo as words } from './words.ts';

/**
 * The last OOD set of a method, at the knobs' temperature. Which set that is its results say, not the
 * engine: they stay when the engine is gone.
 */
const oodSummary = (methodId: string) =>
  memoSelector(shownInputs, (...inputs) => {
    const shown = shownSummaries(fromInputs(...inputs), methodId);
    return shown.filter(({ split }) => split.role === 'ood').at(-1) ?? null;
  });

const histogramHeight = 26;
/** Beside and under the square for the words of its axes, px before scaling. */
const axes = { left: 16, bottom: 24 };

function OneMethod({ method, scale }: { readonly method: MethodInfo; readonly scale: number }) {
  const shown = useQueued(useMemo(() => oodSummary(method.id), [method.id]));
  const classCount = useLab(({ engine }) => engine.loaded?.dataset.classNames.length ?? 1000);
  const color = methodColor(method.style.hue);
  const summary = shown?.summary;
  return (
    <figure
      className="demo-method"
      aria-label={summary ? spokenDiagram(method.label, summary) : method.label}
    >
      <h4>
        <Marker style={method.style} size={26} /> {method.label}
      </h4>
      {summary ? (
        <>
          <Scaled scale={scale}>
            {({ width, height }) => {
              const below = plotGap + histogramHeight + axes.bottom;
              const size = Math.max(40, Math.min(width - axes.left - 2, height - below));
              return (
                <svg className="reliability" width={width} height={height} aria-hidden="true">
                  <g transform={`translate(${axes.left} 1)`}>
                    <ReliabilityPlot
                      {...{ color, summary, classCount, size, histogramHeight }}
                      raw={null}
                      labelled={false}
                    />
                    <text x={size / 2} y={size + below - 3} textAnchor="middle">
                      {words.axisX}
                    </text>
                    <text transform={`translate(-5 ${size / 2}) rotate(-90)`} textAnchor="middle">
                      {words.axisY}
                    </text>
                  </g>
                </svg>
              );
            }}
          </Scaled>
          <figcaption>
            <b>{words.ece(formatPercent(summary.ece))}</b>
            <span>{words.n(bracketed(summary.eceInterval), formatCount(summary.n))}</span>
          </figcaption>
        </>
      ) : (
        <p className="demo-nothing">{words.later}</p>
      )}
    </figure>
  );
}

interface RightPaneProps {
  readonly pair: readonly (string | undefined)[];
  readonly scale: number;
}

/** Reliability of one or two methods on the last OOD set. */
export function RightPane({ pair, scale }: RightPaneProps) {
  const methods = useLab((state) => state.engine.catalogue?.methods);
  const label = useLab(({ engine }) => {
    const sets = engine.loaded?.dataset.splits.filter(({ role }) => role === 'ood');
    return sets?.at(-1)?.label;
  });
  // While the engine is replaced nothing is loaded: what the set is called stays.
  const known = useRef('');
  known.current = label ?? known.current;
  const bins = useLab(({ knobs }) => shareWords.bins(knobs.binCount, knobs.binning === 'mass'));
  const scaled = useLab((state) => state.knobs.temperature === 'own');
  const title = words.reliability(known.current, bins, scaled ? words.ownT : '');
  const shown = (methods ?? []).filter(({ id }) => pair.includes(id));
  return (
    <section className="demo-pane" aria-label={title}>
      <h3>{title}</h3>
      <div className="demo-pair">
        {shown.map((method) => (
          <OneMethod key={method.id} method={method} scale={scale} />
        ))}
        {shown.length === 1 && (
          <ul className="demo-read">
            {words.read.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
