import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { columnTitles } from '../../../results/columnTitles.ts';
import { paperColumns } from '../../../study/concordance.ts';
import { directionOf, type StudyDifference, widest } from '../../../study/overSeeds.ts';
import { referenceId, type StudyPoint, type StudyRow } from '../../../study/studyTable.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatCount, formatPoints, signedPoints, signedSpan } from '../../format.ts';
import { Scroll } from './Scroll.tsx';
import { table as words } from './words.ts';

interface RowsProps {
  readonly point: StudyPoint;
  readonly methods: readonly MethodInfo[];
}

function Method({ row, methods }: { row: StudyRow; methods: readonly MethodInfo[] }) {
  const style = methods.find(({ id }) => id === row.methodId)?.style;
  return (
    <th scope="row">
      <span className="study-method">
        {style && <Marker style={style} size={13} />}
        {row.label}
        {row.alpha !== undefined && <span className="muted">α {row.alpha}</span>}
      </span>
    </th>
  );
}

const Head = () => (
  <thead>
    <tr>
      <th scope="col">{words.method}</th>
      {paperColumns.map((key) => (
        <th key={key} scope="col">
          {columnTitles[key]}
        </th>
      ))}
    </tr>
  </thead>
);

/** Mean over seeds ± half its interval, the paper's number beneath. */
function Values({ point: { rows }, methods }: RowsProps) {
  return (
    <table className="plain-table study-table" aria-label={words.label}>
      <Head />
      <tbody>
        {rows.map((row) => (
          <tr key={row.methodId}>
            <Method row={row} methods={methods} />
            {paperColumns.map((key) => {
              const { mean, interval } = row.values[key]!;
              const half = interval && formatPoints((interval[1] - interval[0]) / 2);
              return (
                <td key={key}>
                  <b>{formatPoints(mean)}</b>
                  {half !== null && <span className="half"> ± {half}</span>}
                  <span className="paper">{formatPoints(row.paper?.[key])}</span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Difference({ own, paper }: { own: StudyDifference | undefined; paper?: number }) {
  const all = own && widest(own);
  return (
    <td data-direction={own ? directionOf(own) : 0}>
      <b>{signedPoints(own?.value)}</b>
      <span className="half span">{all && signedSpan(all)}</span>
      <span className="paper">{signedPoints(paper)}</span>
    </td>
  );
}

/** Every row minus standard fine-tuning, the paper's difference beneath. */
function Differences({ point: { rows }, methods }: RowsProps) {
  const compared = rows.filter(({ versus }) => versus !== null);
  const reference = methods.find(({ id }) => id === referenceId)?.label ?? referenceId;
  if (compared.length === 0) return <p className="help">{words.noReference}</p>;
  return (
    <>
      <h3>{words.differences(reference)}</h3>
      <p className="help">{words.differencesHelp}</p>
      <Scroll label={words.differences(reference)}>
        <table className="plain-table study-table" aria-label={words.differences(reference)}>
          <Head />
          <tbody>
            {compared.map((row) => (
              <tr key={row.methodId}>
                <Method row={row} methods={methods} />
                {paperColumns.map((key) => (
                  <Difference key={key} own={row.versus?.[key]} paper={row.paperVersus?.[key]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

/** The paper's table with intervals over seeds, and its differences to standard fine-tuning. */
export function PointTable({
  point,
  methods,
  images,
}: RowsProps & { readonly images: { readonly id: number; readonly ood: number } }) {
  return (
    <section aria-labelledby="study-table">
      <h2 id="study-table">{words.title}</h2>
      <p className="help">
        {words.seeds(point.seeds.join(', '), point.seeds.length)}{' '}
        {words.images(formatCount(images.id), formatCount(images.ood))} {words.bins}
      </p>
      <Scroll label={words.title}>
        <Values point={point} methods={methods} />
      </Scroll>
      <Differences point={point} methods={methods} />
    </section>
  );
}
