/** The page `bench.html`: how fast the engine is on the visitor's machine. */
import { createRoot } from 'react-dom/client';
import { createEngineClient } from '../client/engineClient.ts';
import { defaultAssets } from '../protocol/assets.ts';
import { BenchPage, type MeasureBackend } from '../ui/panels/bench/BenchPage.tsx';
import { applyTheme, preferredTheme } from '../ui/theme.ts';

/** One backend in a worker of its own, which ends with it or when the visitor has had enough. */
const measureBackend: MeasureBackend = async (name, plan, hear, signal) => {
  const client = createEngineClient();
  const end = () => client.dispose();
  signal.addEventListener('abort', end);
  client.subscribe((event) => {
    if (event.type === 'status') hear(event.message, event.fraction ?? 0);
  });
  try {
    signal.throwIfAborted();
    const backend = await client.init(name);
    const catalogue = await client.catalogue();
    const { modelId, datasetId } = defaultAssets(catalogue);
    const methodIds = catalogue.methods
      .filter(({ kind, inDefaultRace }) => kind === 'trained' && inDefaultRace)
      .map(({ id }) => id);
    await client.load(modelId, datasetId);
    return await client.measure({ ...plan(backend), methodIds });
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
};

const root = document.getElementById('root');
if (root) {
  applyTheme(preferredTheme());
  createRoot(root).render(<BenchPage measureBackend={measureBackend} />);
}
