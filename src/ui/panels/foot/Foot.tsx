import { described } from '../../../store/engine/described.ts';
import { formatCount } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { words } from './words.ts';

/** Where the data goes (nowhere), and what is loaded. */
export function Foot() {
  const loaded = useLab((state) => described(state.engine));
  const folder = useLab(
    ({ engine }) =>
      engine.catalogue?.datasets.find(({ id }) => id === described(engine)?.dataset.id)?.path,
  );
  return (
    <footer className="foot">
      <span>{words.privacy}</span>
      {globalThis.isSecureContext === false && <span>{words.plainHttp}</span>}
      {loaded && (
        <span>
          {loaded.model.label}, {formatCount(loaded.model.parameterCount)} {words.parameters} ·{' '}
          {loaded.dataset.label} {loaded.dataset.version}, {loaded.dataset.classNames.length}{' '}
          {words.classes}, {words.side(loaded.dataset.imageSize)} ·{' '}
          <a
            href={`${folder?.replace(/\/$/, '')}/attribution.html`}
            target="_blank"
            rel="noreferrer"
          >
            {words.credits}
          </a>
        </span>
      )}
    </footer>
  );
}
