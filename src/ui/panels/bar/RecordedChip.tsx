import { formatCount, formatPoints } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { useClosing } from '../parts/useClosing.ts';
import { backend, recorded as words } from './words.ts';

/** Says of what is on the page that it was not made here; opened, where, when and how it was. */
export function RecordedChip() {
  const recording = useLab((state) => state.recorded.recording);
  const ref = useClosing();
  if (!recording) return null;
  const { made, record, quantisation } = recording;
  const { config } = record;
  const lines = [
    [words.made, new Date(made.at).toISOString().slice(0, 10)],
    [words.race, words.settings(formatCount(config.steps), config.batchSize, config.seed)],
    [backend.runsOn, `${backend.names[record.backend.backend]}, ${record.backend.adapter}`],
    [words.browser, made.browser],
    [words.lab, made.lab],
    [words.again, <code key="command">{made.command}</code>],
    [words.bytes, words.points(formatPoints(quantisation.worstEce, 4))],
  ] as const;
  return (
    <details className="chip recorded-chip" ref={ref}>
      <summary className="recorded-tag" title={words.title(lines[0][1])}>
        {words.tag}
      </summary>
      <div className="popover">
        <dl>
          {lines.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p>{words.yours}</p>
      </div>
    </details>
  );
}
