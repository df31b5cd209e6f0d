import type { ReactNode } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { Marker } from '../../charts/Marker.tsx';
import { setNames } from '../parts/words.ts';
import type { Enlarged } from './DiagramColumn.tsx';
import type { Look } from './LargeDiagram.tsx';
import { looks, dialog as words } from './words.ts';

interface DialogHeadProps {
  readonly method: MethodInfo;
  readonly methods: readonly MethodInfo[];
  readonly side: Enlarged['side'];
  /** The set, in words. */
  readonly where: string;
  readonly look: Look;
  setLook(look: Look): void;
  setShown(what: Enlarged): void;
  /** What else can be done with the diagram. */
  readonly children: ReactNode;
}

interface Choice {
  readonly label: string;
  readonly pressed: boolean;
  press(): void;
}

const Segments = ({ label, choices }: { label: string; choices: readonly Choice[] }) => (
  <fieldset className="segments" aria-label={label}>
    {choices.map((choice) => (
      <button key={choice.label} type="button" aria-pressed={choice.pressed} onClick={choice.press}>
        {choice.label}
      </button>
    ))}
  </fieldset>
);

/** What a large diagram shows, and how. */
export function DialogHead(props: DialogHeadProps) {
  const { method, methods, side, where, look, setLook, setShown, children } = props;
  return (
    <div className="panel-head">
      <h2 id="diagram-title">
        <Marker style={method.style} /> {method.label} <span className="muted">{where}</span>
      </h2>
      <div className="inline">
        <fieldset className="segments" aria-label={words.method}>
          {methods.map(({ id, label, style }) => (
            <button
              key={id}
              type="button"
              aria-label={label}
              title={label}
              aria-pressed={id === method.id}
              onClick={() => setShown({ methodId: id, side })}
            >
              <Marker style={style} size={13} />
            </button>
          ))}
        </fieldset>
        <Segments
          label={words.side}
          choices={(['id', 'ood'] as const).map((one) => ({
            label: setNames[one],
            pressed: one === side,
            press: () => setShown({ methodId: method.id, side: one }),
          }))}
        />
        <Segments
          label={looks.label}
          choices={[
            {
              label: looks.bins,
              pressed: !look.smooth,
              press: () => setLook({ ...look, smooth: false }),
            },
            {
              label: looks.smooth,
              pressed: look.smooth,
              press: () => setLook({ ...look, smooth: true }),
            },
          ]}
        />
      </div>
      <div className="inline">
        {children}
        <button
          type="button"
          aria-pressed={look.table}
          onClick={() => setLook({ ...look, table: !look.table })}
        >
          {look.table ? words.chart : words.table}
        </button>
        <form method="dialog">
          <button type="submit">{words.close}</button>
        </form>
      </div>
    </div>
  );
}
