import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { ResultDifference } from '../../../results/types.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { Marker } from '../../charts/Marker.tsx';
import { useLab, useLabShallow } from '../../useLab.ts';
import { verdictOf } from './findingWords.ts';
import { words } from './words.ts';
import './findings.css';

function Line({ method, difference }: { method: MethodInfo; difference: ResultDifference }) {
  const verdict = verdictOf(difference);
  return (
    <li>
      <Marker style={method.style} size={13} />
      <p>
        <b>{method.label}</b>
        {(['better', 'worse', 'unresolved'] as const).map((kind) =>
          verdict[kind].length === 0 ? null : (
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
  const findings = useLab((state) => state.findings);
  const rewound = useLab((state) => state.clock.scrubStep !== null);
  const measureAgainst = useLab((state) => state.measureAgainst);
  const methods = useLabShallow(runMethods);
  if (!findings || rewound) return null;
  const { againstId, byMethod } = findings;
  const measured = methods.filter(({ id }) => id === againstId || byMethod[id] !== undefined);
  if (measured.length < 2) return null;
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
          return difference && <Line key={method.id} method={method} difference={difference} />;
        })}
      </ul>
      <p className="help">{words.note}</p>
    </section>
  );
}
