import { claimText, tally, verdictWords } from '../../../study/claimWords.ts';
import { equivalence } from '../../../study/findings.ts';
import type { StudyPoint } from '../../../study/studyTable.ts';
import type { ClaimVerdict, FindingVerdict } from '../../../study/verdicts.ts';
import { formatPoints, signedPoints, signedSpan } from '../../format.ts';
import { HeadRow } from '../parts/HeadRow.tsx';
import { Scroll } from './Scroll.tsx';
import { verdicts as words } from './words.ts';

function Claims({
  claims,
  nameOf,
}: {
  claims: readonly ClaimVerdict[];
  nameOf: (id: string) => string;
}) {
  return (
    <Scroll label={words.claims}>
      <table className="plain-table study-claims" aria-label={words.claims}>
        <HeadRow
          heads={[
            words.claim,
            words.verdict,
            words.here,
            words.overSeeds,
            words.overImages,
            words.paper,
          ]}
        />
        <tbody>
          {claims.map(({ claim, verdict, difference, paper }) => {
            const text = claimText(claim, nameOf);
            return (
              <tr key={text} data-verdict={verdict}>
                <th scope="row">{text}</th>
                <td className="verdict">{verdictWords[verdict]}</td>
                <td>{signedPoints(difference?.value)}</td>
                <td>{signedSpan(difference?.overSeeds)}</td>
                <td>{signedSpan(difference?.overImages)}</td>
                <td className="paper">{signedPoints(paper)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}

function Card({
  one,
  n,
  nameOf,
}: {
  one: FindingVerdict;
  n: number;
  nameOf: (id: string) => string;
}) {
  const { finding, verdict, claims } = one;
  return (
    <li className="study-finding" data-verdict={verdict}>
      <p className="verdict">{verdictWords[verdict]}</p>
      <div>
        <p>
          <b>{n}.</b> {finding.statement}
        </p>
        <details>
          <summary>{tally(one)}</summary>
          <Claims claims={claims} nameOf={nameOf} />
          {finding.exceptions.length > 0 && (
            <p className="help">
              {words.exceptions} {finding.exceptions.join(' ')}
            </p>
          )}
        </details>
      </div>
    </li>
  );
}

/** A verdict on each of the paper's findings, with the inequalities behind it. */
export function Verdicts({ point: { findings, rows, seeds } }: { readonly point: StudyPoint }) {
  const nameOf = (id: string) => rows.find(({ methodId }) => methodId === id)?.label ?? id;
  return (
    <section aria-labelledby="study-findings">
      <h2 id="study-findings">{words.title}</h2>
      <p className="help">
        {words.help} {words.alike(formatPoints(equivalence, 0))} {seeds.length === 1 && words.alone}
      </p>
      <ol className="study-findings">
        {findings.map((one, i) => (
          <Card key={one.finding.id} one={one} n={i + 1} nameOf={nameOf} />
        ))}
      </ol>
    </section>
  );
}
