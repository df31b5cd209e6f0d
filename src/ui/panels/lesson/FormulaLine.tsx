import { Fragment, useState } from 'react';
import type { Facts } from '../../../lessons/facts.ts';
import type { Formula, FormulaSymbol } from '../../../lessons/formula.ts';
import { formula as words } from './words.ts';
import './formula.css';

/** "n_b" with its index. */
function Sign({ text }: { text: string }) {
  return text.split(/(_[A-Za-z]+)/).map((part, i) =>
    part.startsWith('_') ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a sign never move
      <sub key={i}>{part.slice(1)}</sub>
    ) : (
      part
    ),
  );
}

/** A formula whose symbols tell their number in this run: to the pointer, and to Tab. */
export function FormulaLine({ formula, facts }: { formula: Formula; facts: Facts }) {
  const symbols = formula.parts.filter((part) => typeof part === 'object');
  const [chosen, choose] = useState<FormulaSymbol>(symbols[0]!);
  const value = chosen.value(facts);
  return (
    <figure className="formula" aria-label={`${words.label}: ${formula.spoken}`}>
      <div className="formula-signs">
        {formula.parts.map((part, i) =>
          typeof part === 'string' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a formula never move
            <Fragment key={i}>
              <span aria-hidden="true">
                <Sign text={part} />
              </span>
            </Fragment>
          ) : (
            <button
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a formula never move
              key={i}
              type="button"
              aria-pressed={part === chosen}
              onPointerEnter={() => choose(part)}
              onFocus={() => choose(part)}
              onClick={() => choose(part)}
            >
              <Sign text={part.symbol} />
              <span className="visually-hidden">
                : {part.value(facts) ?? words.none}. {part.means}
              </span>
            </button>
          ),
        )}
      </div>
      <figcaption aria-hidden="true">
        <b className="formula-value">
          <Sign text={chosen.symbol} /> = {value ?? words.none}
        </b>
        <span>{chosen.means}</span>
        <span className="muted">{formula.of(facts)}</span>
      </figcaption>
    </figure>
  );
}
