import type { Recording } from '../../../../results/recording.ts';
import { formatCount, formatPoints } from '../../../format.ts';
import { backend } from '../words.ts';
import { particulars as words } from './words.ts';

/** To a ten-thousandth of a point: "at most" stays true. */
const roundedUp = (fraction: number) => Math.ceil(fraction * 1e6) / 1e6;

/** Where, when and how a recorded race was made. */
export function RecordedParticulars({ recording }: { recording: Recording }) {
  const { made, record, quantisation } = recording;
  const { config } = record;
  const lines = [
    [words.made, new Date(made.at).toISOString().slice(0, 10)],
    [words.race, words.settings(formatCount(config.steps), config.batchSize, config.seed)],
    [backend.runsOn, `${backend.names[record.backend.backend]}, ${record.backend.adapter}`],
    [words.browser, made.browser],
    [words.lab, made.lab],
    [words.again, <code key="command">{made.command}</code>],
    [words.bytes, words.points(formatPoints(roundedUp(quantisation.worstEce), 4))],
  ] as const;
  return (
    <>
      <dl>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>{words.yours}</p>
    </>
  );
}
