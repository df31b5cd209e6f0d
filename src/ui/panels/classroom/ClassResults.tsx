import { useRef, useState } from 'react';
import type { Catalogue } from '../../../protocol/catalogue.ts';
import {
  type ClassCell,
  type ClassRow,
  classColumns,
} from '../../../results/classroom/classTable.ts';
import type { Student } from '../../../results/classroom/handIn.ts';
import { methodLabel } from '../../../store/archive/runNames.ts';
import { SpreadChart, type SpreadRow } from '../../charts/SpreadChart.tsx';
import { formatPercent, formatPoints } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { useWidth } from '../../useWidth.ts';
import { ChartMenu } from '../parts/ChartMenu.tsx';
import { whoIs } from './rollWords.ts';
import { columns, collect as words } from './words.ts';

/** Few signs: beside a dot there is no room for more. */
const shortName = (student: Student) =>
  student.number === null ? whoIs(student, '') : String(student.number);

type ColumnKey = keyof typeof columns;
const keys = classColumns.map(({ key }) => key as ColumnKey);

const styleOf = (catalogue: Catalogue | null, methodId: string) =>
  catalogue?.methods.find(({ id }) => id === methodId)?.style ?? {
    hue: 0,
    marker: 'circle' as const,
    open: true,
    dashed: false,
  };

function Cell({ mean, interval, sd }: ClassCell) {
  return (
    <>
      <b>{formatPoints(mean)}</b>
      {interval && <span> ± {formatPoints((interval[1] - interval[0]) / 2)}</span>}
      <span className="muted">
        {words.sd} {formatPoints(sd)}
      </span>
    </>
  );
}

/** Everybody whose value lies far from the others', in one column. */
function Far({ rows, chosen }: { readonly rows: readonly ClassRow[]; readonly chosen: ColumnKey }) {
  const catalogue = useLab((state) => state.engine.catalogue);
  const far = rows.flatMap(({ methodId, cells }) =>
    (cells[chosen]?.values ?? [])
      .filter(({ outlier }) => outlier)
      .map(({ student, value }) =>
        words.farOne(whoIs(student, ''), methodLabel(catalogue, methodId), formatPercent(value)),
      ),
  );
  return (
    <p>
      <b>{words.far}</b> <span>{far.length > 0 ? `${far.join(' · ')}.` : words.farNone}</span>
    </p>
  );
}

/** Means and intervals of the class; a column's head shows its spread. */
export function ClassResults({ rows }: { readonly rows: readonly ClassRow[] }) {
  const catalogue = useLab((state) => state.engine.catalogue);
  const [chosen, choose] = useState<ColumnKey>('oodEce');
  const [body, width] = useWidth();
  const chart = useRef<HTMLElement>(null);
  const title = words.spread(columns[chosen]);
  const spread = rows.map(({ methodId, cells }): SpreadRow => {
    const { values = [], mean = Number.NaN, interval = null } = cells[chosen] ?? {};
    return {
      id: methodId,
      label: methodLabel(catalogue, methodId),
      style: styleOf(catalogue, methodId),
      values: values.map(({ student, ...value }) => ({ ...value, name: shortName(student) })),
      mean,
      interval,
    };
  });
  return (
    <>
      <div className="class-scroll">
        <table className="plain-table class-table">
          <caption>{words.table}</caption>
          <thead>
            <tr>
              <th scope="col">{words.method}</th>
              <th scope="col">{words.students}</th>
              {keys.map((key) => (
                <th key={key} scope="col">
                  <button
                    type="button"
                    className="quiet"
                    aria-pressed={key === chosen}
                    onClick={() => choose(key)}
                  >
                    {columns[key]}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ methodId, cells }) => (
              <tr key={methodId}>
                <th scope="row">{methodLabel(catalogue, methodId)}</th>
                <td>{cells[chosen]?.n}</td>
                {keys.map((key) => (
                  <td key={key} data-chosen={key === chosen}>
                    <Cell {...cells[key]!} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <section ref={chart} className="chart class-spread" aria-label={title}>
        <div className="chart-head">
          <h3>{title}</h3>
          <ChartMenu target={chart} name={title} />
        </div>
        <div ref={body}>
          {width > 0 && (
            <SpreadChart
              title={title}
              axis={words.axis(columns[chosen])}
              rows={spread}
              width={width}
            />
          )}
        </div>
      </section>
      <Far rows={rows} chosen={chosen} />
    </>
  );
}
