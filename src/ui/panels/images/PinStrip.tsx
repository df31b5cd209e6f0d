import { described } from '../../../store/engine/described.ts';
import { pinnedProbes } from '../../../store/selection/probes.ts';
import type { ImageRef } from '../../../store/selection/state.ts';
import { ProbeChart } from '../../charts/ProbeChart.tsx';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { heldOf, probeSeries } from './probeSeries.ts';
import { Thumbnail } from './Thumbnail.tsx';
import { words } from './words.ts';

/** The pinned images, each with its little lines of confidence. */
export function PinStrip({ open }: { open(image: ImageRef): void }) {
  const probes = useQueued(pinnedProbes);
  const methods = useLab((state) => state.engine.catalogue?.methods);
  const names = useLab((state) => described(state.engine)?.dataset.classNames);
  const totalSteps = useLab((state) => state.run?.config.steps ?? 1);
  if (probes.length === 0) return null;
  return (
    <>
      <ul className="pin-strip" aria-label={words.pins}>
        {probes.map(({ image, label, lines }) => {
          const name = label === null ? words.truth : (names?.[label] ?? String(label));
          const [held, all] = heldOf(lines);
          return (
            <li key={`${image.splitId}/${image.index}`}>
              <button
                type="button"
                className="pin"
                title={held < all ? words.missing(held, all) : name}
                onClick={() => open(image)}
              >
                <Thumbnail {...image} size={44} />
                <ProbeChart
                  title={words.probeTitle(name)}
                  series={probeSeries(lines, methods ?? [])}
                  totalSteps={totalSteps}
                  width={104}
                  height={44}
                />
                <span className="pin-name">{held < all ? `${name} ${held}/${all}` : name}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <p className="help">{words.pinsCaption}</p>
    </>
  );
}
