import { useMemo } from 'react';
import { described } from '../../../store/engine/described.ts';
import { answersTo } from '../../../store/selection/imageAnswers.ts';
import { probeOf, probeSource } from '../../../store/selection/probes.ts';
import type { ImageRef } from '../../../store/selection/state.ts';
import { ProbeChart } from '../../charts/ProbeChart.tsx';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { useWidth } from '../../useWidth.ts';
import { PinButton } from './PinButton.tsx';
import { heldOf, probeSeries } from './probeSeries.ts';
import { Thumbnail } from './Thumbnail.tsx';
import { TopBars } from './TopBars.tsx';
import { words } from './words.ts';

interface ImageDetailProps {
  readonly image: ImageRef;
  close(): void;
}

/** One image closely: what every method says of it now, and how sure each was over the race. */
export function ImageDetail({ image, close }: ImageDetailProps) {
  const answers = useQueued(useMemo(() => answersTo(image), [image]));
  const source = useQueued(probeSource);
  const { label, lines } = useMemo(() => probeOf(source, image), [source, image]);
  const methods = useLab((state) => state.engine.catalogue?.methods ?? noMethods);
  const dataset = useLab((state) => described(state.engine)?.dataset);
  const totalSteps = useLab((state) => state.run?.config.steps ?? 1);
  const [ref, width] = useWidth();
  const names = dataset?.classNames ?? [];
  const name = label === null ? '' : (names[label] ?? String(label));
  const set = dataset?.splits.find(({ id }) => id === image.splitId)?.label ?? image.splitId;
  const [held, all] = heldOf(lines);
  return (
    <article className="image-detail" ref={ref} aria-label={`${words.truth}: ${name}`}>
      <div className="image-detail-head">
        <button type="button" className="quiet" onClick={close}>
          ← {words.back}
        </button>
        <PinButton image={image} />
      </div>
      <div className="image-detail-title">
        <Thumbnail {...image} size={96} />
        <p>
          <span className="muted">{words.truth}</span>
          <b>{name}</b>
          <span className="muted">
            {set}, {words.number(image.index)}
          </span>
        </p>
      </div>
      <div className="top-columns">
        {answers.map((answer) => {
          const method = methods.find(({ id }) => id === answer.methodId);
          if (!method) return null;
          return (
            <TopBars key={method.id} {...{ method, answer }} truth={label} classNames={names} />
          );
        })}
      </div>
      <h3>
        {words.overTime} <span className="muted">{words.overTimeNote}</span>
      </h3>
      {held < all && <p className="help">{words.missing(held, all)}</p>}
      <ProbeChart
        title={words.probeTitle(name)}
        series={probeSeries(lines, methods)}
        totalSteps={totalSteps}
        width={Math.max(200, width)}
        height={132}
        labelled
      />
    </article>
  );
}

const noMethods: readonly never[] = [];
