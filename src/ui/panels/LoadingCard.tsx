import { formatBytes } from '../format.ts';
import { useLab } from '../useLab.ts';

/** What is being fetched, in bytes; or what went wrong, and what to do. */
export function LoadingCard() {
  const engine = useLab((state) => state.engine);
  const retry = useLab((state) => state.retry);
  const { phase, error, status } = engine;
  const files = Object.values(engine.files);
  if (phase === 'failed' && error) {
    return (
      <div className="loading" role="alert">
        <h2>The lab could not get ready</h2>
        <p className="error-text">{error.message}</p>
        <p>{error.hint}</p>
        <button type="button" className="primary" onClick={() => void retry()}>
          Try again
        </button>
      </div>
    );
  }
  return (
    <div className="loading">
      <h2>{phase === 'starting' ? 'Starting the engine' : 'Fetching model and images'}</h2>
      <p className="muted">
        {status?.message ?? 'Once, then they are kept in this browser. Nothing trains without you.'}
      </p>
      {status?.fraction !== undefined && (
        <progress value={status.fraction} max={1} aria-label={status.message} />
      )}
      <ul className="files">
        {files.map(({ file, receivedBytes, totalBytes, fromCache }) => (
          <li key={file}>
            <span className="file-name">{file.split('/').at(-1)}</span>
            <span className="muted">
              {fromCache
                ? `${formatBytes(totalBytes)}, kept from before`
                : `${formatBytes(receivedBytes)} of ${formatBytes(totalBytes)}`}
            </span>
            <progress value={receivedBytes} max={Math.max(1, totalBytes)} aria-label={file} />
          </li>
        ))}
      </ul>
    </div>
  );
}
