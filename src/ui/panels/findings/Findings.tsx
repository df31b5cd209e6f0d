import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { ResultDifference, TableRow } from '../../../results/types.ts';
import { findings as shownFindings } from '../../../store/results/findings.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { Marker } from '../../charts/Marker.tsx';
import { useLab, useLabShallow } from '../../useLab.ts';
import { verdictOf } from './findingWords.ts';
import { words } from './words.ts';
import './findings.css';

interface LineProps {
  readonly method: MethodInfo;
  /** Undefined while it is being measured. */
  readonly difference: ResultDifference | undefined;
  readonly plain: TableRow | undefined;
}

function Line({ method, difference, plain }: LineProps) {
  const verdict = difference && verdictOf(difference, plain);
  return (
    <li>
      <Marker style={method.style} size={13} />
      <p>
        <b>{method.label}</b>
        {!verdict && <span className="finding unresolved">{words.measuring}</span>}
        {(['better', 'worse', 'unresolved'] as const).map((kind) =>
          !verdict || verdict[kind].length === 0 ? null : (
            <span key={kind} className={`finding ${kind}`}>
              {words[kind]}{' '}
              {verdict[kind].map(({ text, detail }, i) => (
                <span key={text} title={detail}>
                  {i > 0 && ', '}
                  {text}
                </span>
              ))}
            </span>
          ),
        )}
      </p>
    </li>
  );
}

/** What the race on the page says, in words: better, worse, or not resolved. */
export function Findings() {
  const findings = useLab(shownFindings);
  const rewound = useLab((state) => state.clock.scrubStep !== null);
  const measureAgainst = useLab((state) => state.measureAgainst);
  const methods = useLabShallow(runMethods);
  if (!findings || rewound) return null;
  const { againstId, keys, byMethod, plain, waiting } = findings;
  const measured = methods.filter(({ id }) => keys[id] !== undefined);
  return (
    <section className="findings" aria-labelledby="findings-title">
      <div className="findings-head">
        <h3 id="findings-title">{words.title}</h3>
        <label>
          {words.against}
          <select value={againstId} onChange={(event) => measureAgainst(event.target.value)}>
            {measured.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </div>
      <ul>
        {methods.map((method) => {
          const difference = byMethod[method.id];
          const waits = waiting.includes(method.id);
          const line = { method, difference, plain: plain[method.id] };
          return (difference || waits) && <Line key={method.id} {...line} />;
        })}
      </ul>
      <p className="help">{words.note}</p>
    </section>
  );
}
