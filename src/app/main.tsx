import { createRoot } from 'react-dom/client';
import { createEngineClient } from '../client/engineClient.ts';
import { createFramePump } from '../client/framePump.ts';
import { createImagesClient } from '../client/imagesClient.ts';
import { createLazyArchive } from '../client/lazyArchive.ts';
import { createStatsClient } from '../client/statsClient.ts';
import { epochNow } from '../protocol/clock.ts';
import type { LabEvent } from '../protocol/events.ts';
import { createLabStore } from '../store/index.ts';
import { App } from '../ui/App.tsx';
import { applyTheme, preferredTheme } from '../ui/theme.ts';
import { page } from '../ui/words.ts';
import { preferredDensity, rememberDensity } from './density.ts';
import { followUrl } from './followUrl.ts';
import { keepOffline } from './keepOffline.ts';

const newSeed = () => crypto.getRandomValues(new Uint16Array(1))[0] ?? 0;

function mount(root: HTMLElement) {
  applyTheme(preferredTheme());
  const engine = createEngineClient();
  const store = createLabStore({
    engine,
    stats: createStatsClient(),
    images: createImagesClient(),
    archive: createLazyArchive(),
    recordings: () =>
      import('../client/recordings.ts').then(({ createRecordings }) => createRecordings()),
    now: epochNow,
    newSeed,
  });
  store.getState().showDensity(preferredDensity(location.search));
  rememberDensity(store);
  const pump = createFramePump<LabEvent>((events) => store.getState().applyEvents(events));
  engine.subscribe(pump.push);
  const linkRead = followUrl(store, window);
  createRoot(root).render(<App store={store} />);
  const ready = store.getState().boot(linkRead);
  void store.getState().loadRuns();
  // Without a link there is nothing to wait for.
  const plain = location.search.length + location.hash.length <= 2;
  if (plain && store.getState().layout.density === 'first') void store.getState().openRecorded();
  keepOffline(ready);
  void import('./guardLeaving.ts').then(({ guardLeaving }) => guardLeaving(store, window));
}

const root = document.getElementById('root');
if (root) {
  try {
    mount(root);
  } catch (error) {
    root.textContent = page.cannotStart(error instanceof Error ? error.message : String(error));
  }
}
