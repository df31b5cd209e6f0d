import { useState } from 'react';
import { posthocNumbers } from '../../../../results/posthocNumbers.ts';
import type { CalibratorSaid, PosthocRow } from '../../../../results/posthocTypes.ts';
import { shownEntry } from '../../../../store/results/shown.ts';
import { formatCount, formatPoints, formatRange } from '../../../format.ts';
import { useLab } from '../../../useLab.ts';
import { atStep } from '../../../words.ts';
import { meaningOf } from '../../help/sheet/gloss.ts';
import { Word } from '../../help/sheet/Word.tsx';
import { TableExport } from '../../parts/TableExport.tsx';
import type { MetricDetailsProps } from '../MetricDetails.tsx';
import { meanOfOod, TestSetChoice } from '../TestSetChoice.tsx';
import { exportedPosthoc } from './exportedPosthoc.ts';
import { PosthocSplit } from './PosthocSplit.tsx';
import { usePosthoc } from './usePosthoc.ts';
import { words } from './words.ts';

/** The sets of a choice: one, or all of OOD. */
const chosenSets = ({ sets }: PosthocRow, choice: string) =>
  sets.filter(({ splitId, role }) => (choice === meanOfOod ? role === 'ood' : splitId === choice));

const signed = (value: number) =>
  Number.isFinite(value) ? `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}` : '∞';

interface RowProps {
  readonly calibrator: CalibratorSaid | null;
  readonly row: PosthocRow | undefined;
  readonly plain: PosthocRow | undefined;
  readonly choice: string;
}

function Row({ calibrator, row, plain, choice }: RowProps) {
  const numbers = row && posthocNumbers(chosenSets(row, choice));
  const before = plain && posthocNumbers(chosenSets(plain, choice));
  const { label, summary, source, keepsPrediction, parameters, oracle } = calibrator ?? {};
  const about = calibrator && [
    meaningOf(calibrator.label.split(',', 1)[0]!) ?? summary,
    parameters === null ? words.parametersOfData : words.parameters(formatCount(parameters)),
    keepsPrediction ? words.keeps : words.changes,
    source,
  ];
  return (
    <tr data-oracle={oracle}>
      <th scope="row" title={about?.join(' · ')}>
        {label ?? words.none}
        {oracle && (
          <em className="oracle" title={words.oracleHelp}>
            {words.oracle}
          </em>
        )}
        {row?.atBound && <b title={words.atBound}> !</b>}
      </th>
      {numbers ? (
        <>
          <td>{formatPoints(numbers.accuracy)}</td>
          <td>
            {formatPoints(numbers.ece)}
            <small>{formatRange(numbers.eceInterval)}</small>
          </td>
          <td>{formatPoints(numbers.noiseFloor)}</td>
          {(['nll', 'brier'] as const).map((loss) => (
            <td key={loss}>
              {Number.isFinite(numbers[loss]) ? numbers[loss].toFixed(3) : '∞'}
              {calibrator && before && (
                <small title={words.mendedHelp}>{signed(before[loss] - numbers[loss])}</small>
              )}
            </td>
          ))}
        </>
      ) : (
        <td colSpan={5} className="muted">
          {words.computing}
        </td>
      )}
    </tr>
  );
}

/** Every calibrator on one set, or the mean of the OOD sets, at the step that the clock shows. */
export function PosthocTable({ result, measurable, nameOf }: MetricDetailsProps) {
  const { methodId, step, splits } = result;
  const key = useLab((state) => shownEntry(state, methodId)?.key ?? null);
  const label = useLab(
    (state) => state.engine.catalogue?.methods.find(({ id }) => id === methodId)?.label,
  );
  const { calibrators, rows } = usePosthoc(measurable ? key : null);
  const [choice, choose] = useState(
    splits.find(({ role }) => role !== 'val')?.splitId ?? meanOfOod,
  );
  if (!measurable) return <p className="muted">{words.noLogits}</p>;
  const plain = rows.get(null);
  const numbersOf = (id: string | null) => {
    const row = rows.get(id);
    return row ? posthocNumbers(chosenSets(row, choice)) : null;
  };
  const n = numbersOf(null)?.n;
  const validation = splits.find(({ role }) => role === 'val')?.raw.n ?? 0;
  const { heads } = words;
  return (
    <div className="posthoc-body">
      <div className="inline">
        <TestSetChoice
          label={words.set}
          mean={words.mean}
          {...{ splits, nameOf, choice, choose }}
        />
        <span className="muted">
          {n !== undefined && `${words.images(formatCount(n))} · `}
          {words.of(label ?? methodId, atStep(formatCount(step)), formatCount(validation))}
        </span>
      </div>
      <table aria-label={words.title}>
        <thead>
          <tr>
            <th scope="col">{heads.calibrator}</th>
            <th scope="col">{heads.accuracy}</th>
            <th scope="col">
              {heads.ece}
              <small>{heads.interval}</small>
            </th>
            <th scope="col">
              <Word of={words.floor}>{heads.floor}</Word>
            </th>
            {[heads.nll, heads.brier].map((head) => (
              <th key={head} scope="col" title={words.mendedHelp}>
                {head}
                <small>{heads.mended}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Row calibrator={null} row={plain} plain={plain} choice={choice} />
          {calibrators.map((calibrator) => (
            <Row
              key={calibrator.id}
              calibrator={calibrator}
              row={rows.get(calibrator.id)}
              plain={plain}
              choice={choice}
            />
          ))}
        </tbody>
      </table>
      <p className="help">{words.mendedHelp}</p>
      <PosthocSplit calibrators={calibrators} numbersOf={numbersOf} />
      <TableExport
        table={() =>
          exportedPosthoc({ calibrators, rows, methodId, label: label ?? methodId, step })
        }
        fileName={words.file(methodId)}
        complete={calibrators.length > 0 && rows.size === calibrators.length + 1}
      />
    </div>
  );
}
