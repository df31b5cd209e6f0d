import type { MethodInfo } from '../../../../protocol/catalogue.ts';
import { runMethods } from '../../../../store/run/selectors.ts';
import type { NamedFile } from '../../../../store/share/state.ts';
import { Marker } from '../../../charts/Marker.tsx';
import { formatNumber } from '../../../format.ts';
import { useLab, useLabShallow, useLabStore } from '../../../useLab.ts';
import { words } from './words.ts';

const hasWeights = ({ kind, combination }: MethodInfo) =>
  kind !== 'reference' && combination?.how !== 'outputs';

/** The weights of every lane and view, while the engine has them. */
export function WeightButtons({
  download,
}: {
  download: (make: () => Promise<NamedFile>) => Promise<unknown>;
}) {
  const store = useLabStore();
  const methods = useLabShallow((state) => (state.run ? runMethods(state).filter(hasWeights) : []));
  const ready = useLab(({ run }) => run?.hasWeights === true);
  const alpha = useLab(({ knobs }) => knobs.alpha);
  return (
    <section>
      <h3>{words.weights.title}</h3>
      {methods.length > 0 && (
        <div className="share-grid">
          {methods.map(({ id, label, kind, style }) => (
            <button
              key={id}
              type="button"
              disabled={!ready}
              onClick={() => download(() => store.getState().weightsFile(id))}
            >
              <Marker style={style} size={12} />
              {kind === 'interpolation' ? `${label}, α ${formatNumber(alpha)}` : label}
            </button>
          ))}
        </div>
      )}
      <p className="help">
        {ready && methods.length > 0 ? words.weights.help : words.weights.none}
      </p>
    </section>
  );
}
