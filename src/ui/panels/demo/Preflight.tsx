import { runName } from '../../../store/archive/runNames.ts';
import { recordingOf } from '../../../store/demo/recording.ts';
import { hasResult } from '../../../store/results/shown.ts';
import { expectedCost } from '../../../store/run/raceCost.ts';
import { toRunConfig } from '../../../store/run/setupSlice.ts';
import { formatAbout, formatClock } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { useAwake, useOffline, useRehearsal } from './usePreflight.ts';
import { preflight as words } from './words.ts';

/** A race that takes longer leaves a room waiting. */
const longestMs = 4 * 60_000;

interface CheckProps {
  readonly name: string;
  readonly ok: boolean;
  readonly says: string;
}

function Check({ name, ok, says }: CheckProps) {
  return (
    <li data-ok={ok}>
      <span className="demo-mark" role="img" aria-label={ok ? words.ok : words.not}>
        {ok ? '✓' : '!'}
      </span>
      <b>{name}</b> <span>{says}</span>
    </li>
  );
}

/** Everything that a talk stands on, looked at before anybody else does. */
export function Preflight() {
  const { backend, phase, catalogue } = useLab((state) => state.engine);
  const setup = useLab((state) => state.setup);
  const alpha = useLab((state) => state.knobs.alpha);
  const warm = useLab((state) =>
    Object.keys(state.evaluations).some((methodId) => hasResult(state, methodId)),
  );
  const recording = useLab(recordingOf);
  const shipped = useLab((state) => state.recorded.isThere);
  const fallback = shipped ? words.shipped : words.noRecording;
  const awake = useAwake();
  const offline = useOffline();
  const rehearsal = useRehearsal();
  const config = catalogue && toRunConfig(setup, catalogue, alpha);
  const engineSays = !backend
    ? words.starting
    : backend.backend === 'webgpu'
      ? words.onGpu(backend.adapter)
      : words.onWasm(backend.adapter);
  const time = rehearsal && formatClock(rehearsal.ms);
  const cost = useLab((state) => expectedCost(state)?.ms ?? null);
  const about = cost === null ? '' : formatAbout(cost);
  const unrehearsed = (cost ?? 0) > longestMs ? words.wouldBeLong : words.notRehearsed;
  const short = rehearsal !== null && rehearsal.ms <= longestMs;
  return (
    <div className="demo-check">
      <ul>
        <Check name={words.engine} ok={phase === 'ready'} says={engineSays} />
        <Check name={words.warm} ok={warm} says={warm ? words.isWarm : words.notWarm} />
        <Check
          name={words.offline}
          ok={offline}
          says={offline ? words.isOffline : words.notOffline}
        />
        <Check name={words.awake} ok={awake} says={awake ? words.isAwake : words.notAwake} />
        <Check
          name={words.rehearsal}
          ok={short}
          says={
            time === null ? unrehearsed(about) : (short ? words.rehearsed : words.tooLong)(time)
          }
        />
        <Check
          name={words.recording}
          ok={recording !== null || shipped}
          says={recording ? words.hasRecording(recording.name) : fallback}
        />
      </ul>
      {config && catalogue && (
        <p>
          <b>{words.race}</b> {runName(config, config.steps, catalogue)}
        </p>
      )}
    </div>
  );
}
