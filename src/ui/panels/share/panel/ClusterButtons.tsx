import { experimentFile } from '../../../../store/share/experimentFile.ts';
import type { NamedFile } from '../../../../store/share/state.ts';
import { useLabStore } from '../../../useLab.ts';
import { CopyButton } from '../../parts/CopyButton.tsx';
import { words } from './words.ts';

/** What runs an exported experiment, in tools/pytorch. */
const command = 'python -m carot_twin run experiment.json';

/** The race as it is set up, for the PyTorch twin on another machine. */
export function ClusterButtons({
  download,
  copy,
}: {
  download: (make: () => NamedFile) => Promise<unknown>;
  copy: (text: () => string, done: string) => Promise<boolean>;
}) {
  const store = useLabStore();
  return (
    <section>
      <h3>{words.cluster.title}</h3>
      <div className="share-grid">
        <button type="button" onClick={() => download(() => experimentFile(store.getState()))}>
          {words.cluster.export}
        </button>
        <CopyButton
          name={words.cluster.copy}
          copy={() => copy(() => command, words.cluster.copied)}
        />
      </div>
      <code className="share-command">{command}</code>
      <p className="help">{words.cluster.help}</p>
    </section>
  );
}
