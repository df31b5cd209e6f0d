import { columnTitles } from '../../../results/columnTitles.ts';
import { paperMargin } from '../../../study/concordance.ts';
import type { StudyPoint } from '../../../study/studyTable.ts';
import { formatPoints } from '../../format.ts';
import { Word } from '../help/sheet/Word.tsx';
import { HeadRow } from '../parts/HeadRow.tsx';
import { Scroll } from './Scroll.tsx';
import { orders as words } from './words.ts';

/** How many pairs of methods stand in the paper's order, column by column. */
export function Orders({ point: { concordance } }: { readonly point: StudyPoint }) {
  return (
    <section aria-labelledby="study-orders">
      <h2 id="study-orders">{words.title}</h2>
      <p className="help">
        <Word of={words.word} />
        {words.help(formatPoints(paperMargin, 0))}
      </p>
      <Scroll label={words.title}>
        <table className="plain-table study-orders" aria-label={words.title}>
          <HeadRow heads={[words.column, words.pairs, words.agree, words.same, words.other]} />
          <tbody>
            {concordance.map(({ column, pairs, agree, resolvedSame, resolvedOther }) => (
              <tr key={column}>
                <th scope="row">{columnTitles[column]}</th>
                <td>{pairs}</td>
                <td>
                  <b>{agree}</b>
                </td>
                <td>{resolvedSame}</td>
                <td>{resolvedOther}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
