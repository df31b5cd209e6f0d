import type { BackendChoice } from '../../protocol/engineApi.ts';
import { useLab } from '../useLab.ts';

const names = { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' } as const;
const choices: readonly (readonly [BackendChoice, string])[] = [
  ['auto', 'Best available'],
  ['webgpu', 'WebGPU'],
  ['wasm', 'WASM'],
];

/** What the tensors run on, why, and the choice of another. */
export function BackendChip() {
  const backend = useLab((state) => state.engine.backend);
  const phase = useLab((state) => state.engine.phase);
  const choice = useLab((state) => state.engine.choice);
  const running = useLab((state) => state.run !== null && state.run.activeSince !== null);
  const chooseBackend = useLab((state) => state.chooseBackend);
  const state = backend?.notice || backend?.isFallbackAdapter ? 'noted' : phase;
  return (
    <details className="chip" data-state={state}>
      <summary>
        <span className="chip-dot" aria-hidden="true" />
        {backend ? (
          <>
            <b>{names[backend.backend]}</b> <span className="chip-adapter">{backend.adapter}</span>
          </>
        ) : (
          <b>{phase === 'failed' ? 'No engine' : 'Starting…'}</b>
        )}
      </summary>
      <div className="popover">
        {backend && (
          <dl>
            <dt>Runs on</dt>
            <dd>{names[backend.backend]}</dd>
            <dt>{backend.backend === 'webgpu' ? 'Adapter' : 'Features'}</dt>
            <dd>{backend.adapter}</dd>
            {backend.backend === 'wasm' && (
              <>
                <dt>Threads</dt>
                <dd>{backend.threads}</dd>
              </>
            )}
          </dl>
        )}
        {backend?.isFallbackAdapter && (
          <p>This adapter is implemented in software: correct, but slow.</p>
        )}
        {backend?.notice && <p>{backend.notice}</p>}
        <label className="field">
          <span>Use</span>
          <select
            value={choice}
            onChange={(event) => void chooseBackend(event.target.value as BackendChoice)}
          >
            {choices.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <p className="muted">
          Another choice restarts the engine{running ? ' and ends this race' : ''}. Each backend
          gives its own curve for a seed.
        </p>
      </div>
    </details>
  );
}
