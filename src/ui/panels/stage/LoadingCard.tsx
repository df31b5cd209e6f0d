import { formatBytes } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { loading as words } from './words.ts';

/** What is being fetched, in bytes; or what went wrong, and what to do. */
export function LoadingCard() {
  const engine = useLab((state) => state.engine);
  const retry = useLab((state) => state.retry);
  const { phase, error, status } = engine;
  const files = Object.values(engine.files);
  if (phase === 'failed' && error) {
    return (
      <div className="loading" role="alert">
        <h2>{words.failed}</h2>
        <p className="error-text">{error.message}</p>
        <p>{error.hint}</p>
        <button type="button" className="primary" onClick={() => void retry()}>
          {words.retry}
        </button>
      </div>
    );
  }
  return (
    <div className="loading">
      <h2>{phase === 'starting' ? words.starting : words.fetching}</h2>
      <p className="muted">{status?.message ?? words.once}</p>
      {status?.fraction !== undefined && (
        <progress value={status.fraction} max={1} aria-label={status.message} />
      )}
      <ul className="files">
        {files.map(({ file, receivedBytes, totalBytes, fromCache }) => (
          <li key={file}>
            <span className="file-name">{file.split('/').at(-1)}</span>
            <span className="muted">
              {fromCache
                ? `${formatBytes(totalBytes)}, ${words.kept}`
                : `${formatBytes(receivedBytes)} ${words.of} ${formatBytes(totalBytes)}`}
            </span>
            <progress value={receivedBytes} max={Math.max(1, totalBytes)} aria-label={file} />
          </li>
        ))}
      </ul>
    </div>
  );
}
