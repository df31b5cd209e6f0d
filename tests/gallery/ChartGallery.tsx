import { Fragment } from 'react';
import { charts } from '../../src/ui/panels/curves/registry.tsx';
import { fixtures } from './drawing.ts';

/** Every chart of the stage on the race that the store holds, and every drawing of every fixture. */
export function ChartGallery() {
  return (
    <main className="chart-gallery">
      {charts.map(({ id, chart }) => (
        <Fragment key={id}>{chart}</Fragment>
      ))}
      {fixtures.map(({ name, drawings }) =>
        Object.entries(drawings).map(([what, drawing]) => (
          <section key={`${name} ${what}`}>
            <h3>
              {name}: {what}
            </h3>
            {drawing}
          </section>
        )),
      )}
    </main>
  );
}
