import { copyText } from '../../copyText.ts';
import '../../styles/fonts.css';
import '../../styles/tokens.css';
import '../../styles/base.css';
import '../../styles/layout.css';
import '../../styles/controls.css';
import './bench.css';
import { useAttempt } from '../parts/useAttempt.ts';
import { MeasurementTable } from './MeasurementTable.tsx';
import { type MeasureBackend, useMeasuring } from './useMeasuring.ts';
import { words } from './words.ts';

export type { MeasureBackend };

/** Measures the engine on this machine, backend by backend, and says what came of it. */
export function BenchPage({ measureBackend }: { measureBackend: MeasureBackend }) {
  const { running, measured, failures, start, cancel } = useMeasuring(measureBackend);
  const { said, attempt } = useAttempt();
  const copy = () => attempt(() => copyText(JSON.stringify(measured, null, 1)), words.copied);
  return (
    <main className="bench">
      <div className="panel-head">
        <h1>{words.title}</h1>
        <a href="./">{words.back}</a>
      </div>
      <p>{words.about}</p>
      <p className="muted">{words.baseline}</p>
      <p className="muted">{words.quiet}</p>
      <div className="bench-controls">
        {running ? (
          <button type="button" onClick={cancel}>
            {words.cancel}
          </button>
        ) : (
          <button type="button" className="primary" onClick={start}>
            {measured.length > 0 ? words.again : words.start}
          </button>
        )}
        {measured.length > 0 && !running && (
          <button type="button" onClick={() => void copy()}>
            {words.copy}
          </button>
        )}
        <span role="status">{running?.text ?? said}</span>
      </div>
      {running && <progress value={running.fraction} aria-label={running.text} />}
      {failures.map((failure) => (
        <p key={failure} className="notice" role="alert">
          {failure}
        </p>
      ))}
      {measured.map((one) => (
        <MeasurementTable key={one.backend.backend} measured={one} />
      ))}
    </main>
  );
}
