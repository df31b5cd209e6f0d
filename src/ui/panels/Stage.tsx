import { lazy, Suspense, useEffect } from 'react';
import { useLab } from '../useLab.ts';
import { LoadingCard } from './LoadingCard.tsx';
import { Welcome } from './Welcome.tsx';

/** The charting library comes when there is something to chart. */
const loadCurves = () => import('./Curves.tsx').then(({ Curves }) => ({ default: Curves }));
const Curves = lazy(loadCurves);

/** The hero pane: loading, then what to do, then the curves of the run. */
export function Stage() {
  const ready = useLab((state) => state.engine.phase === 'ready');
  const hasRun = useLab((state) => state.run !== null);
  useEffect(() => {
    if (ready) void loadCurves().catch(() => {});
  }, [ready]);
  return (
    <section className="panel stage" aria-label="Curves">
      {hasRun ? (
        <Suspense fallback={<div className="skeleton" aria-hidden="true" />}>
          <Curves />
        </Suspense>
      ) : ready ? (
        <Welcome />
      ) : (
        <LoadingCard />
      )}
    </section>
  );
}
