import type { BackendChoice } from '../../../protocol/engineApi.ts';
import { useLab } from '../../useLab.ts';
import { useClosing } from '../parts/useClosing.ts';
import { backend as words } from './words.ts';

const { names } = words;
const choices: readonly (readonly [BackendChoice, string])[] = [
  ['auto', words.best],
  ['webgpu', names.webgpu],
  ['wasm', names.wasm],
];

/** What the tensors run on, why, and the choice of another. */
export function BackendChip() {
  const backend = useLab((state) => state.engine.backend);
  const phase = useLab((state) => state.engine.phase);
  const choice = useLab((state) => state.engine.choice);
  const running = useLab((state) => state.run !== null && state.run.activeSince !== null);
  const chooseBackend = useLab((state) => state.chooseBackend);
  const ref = useClosing();
  const state = backend?.notice || backend?.isFallbackAdapter ? 'noted' : phase;
  return (
    <details className="chip" data-state={state} ref={ref}>
      <summary>
        <span className="chip-dot" aria-hidden="true" />
        {backend ? (
          <>
            <b>{names[backend.backend]}</b> <span className="chip-adapter">{backend.adapter}</span>
          </>
        ) : (
          <b>{phase === 'failed' ? words.none : words.starting}</b>
        )}
      </summary>
      <div className="popover">
        {backend && (
          <dl>
            <dt>{words.runsOn}</dt>
            <dd>{names[backend.backend]}</dd>
            <dt>{backend.backend === 'webgpu' ? words.adapter : words.features}</dt>
            <dd>{backend.adapter}</dd>
            {backend.tile && (
              <>
                <dt>{words.tile}</dt>
                <dd>{backend.tile}</dd>
              </>
            )}
            {backend.backend === 'wasm' && (
              <>
                <dt>{words.threads}</dt>
                <dd>{backend.threads}</dd>
              </>
            )}
          </dl>
        )}
        {backend?.isFallbackAdapter && <p>{words.software}</p>}
        {backend?.notice && <p>{backend.notice}</p>}
        <label className="field">
          <span>{words.use}</span>
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
        <p className="muted">{running ? words.endsRace : words.restarts}</p>
      </div>
    </details>
  );
}
