/** The page `study.html`: races over seeds and settings, one after another, and what they come to. */
import { createRoot } from 'react-dom/client';
import { createEngineClient } from '../client/engineClient.ts';
import { recordedStudy } from '../client/recordedStudy.ts';
import { createStatsClient } from '../client/statsClient.ts';
import { createStudyShelf } from '../client/studyShelf.ts';
import { epochNow } from '../protocol/clock.ts';
import { labVersion } from '../results/exports/labVersion.ts';
import type { StudyDesign } from '../study/design.ts';
import { measureThere } from '../study/measurer.ts';
import { createStudyQueue } from '../study/queue.ts';
import { cellKey } from '../study/queueState.ts';
import { readDesign } from '../study/readDesign.ts';
import { StudyPage } from '../ui/panels/study/StudyPage.tsx';
import { applyTheme, preferredTheme } from '../ui/theme.ts';
import { page } from '../ui/words.ts';

const storageKey = 'lab.study';

/** What a link holds after its "#", else what was there last; null where that is nothing, or no design. */
function askedDesign(): StudyDesign | null {
  for (const read of [
    () => decodeURIComponent(location.hash.slice(1)),
    () => localStorage.getItem(storageKey) ?? '',
  ]) {
    try {
      const text = read();
      if (text !== '') return readDesign(JSON.parse(text));
    } catch {
      // The next, or the lab's defaults.
    }
  }
  return null;
}

function remember(design: StudyDesign): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(design));
  } catch {
    // It is then asked anew at the next visit.
  }
}

/** "Chromium 141" and the like; the browsers that do not tell are "a browser". */
function browserName(): string {
  const { userAgentData } = navigator as {
    userAgentData?: { brands: readonly { brand: string; version: string }[] };
  };
  const brand = userAgentData?.brands.find((one) => !/not.?a.?brand/i.test(one.brand));
  return brand ? `${brand.brand} ${brand.version}` : 'a browser';
}

async function mount(root: HTMLElement): Promise<void> {
  applyTheme(preferredTheme());
  const engine = createEngineClient();
  const shelf = createStudyShelf();
  const about = { lab: labVersion, browser: browserName() };
  const queue = createStudyQueue({
    ...{ engine, shelf, about, now: epochNow },
    measurer: measureThere(createStatsClient()),
    choice: 'auto',
  });
  const catalogue = await engine.catalogue();
  addEventListener('beforeunload', (event) => {
    if (queue.getState().phase === 'running') event.preventDefault();
  });
  createRoot(root).render(
    <StudyPage
      {...{ queue, catalogue, remember }}
      keeps={await shelf.keeps()}
      asked={askedDesign()}
      recorded={recordedStudy}
      imagesOf={async ({ cells }, id) => {
        const cell = cells.find((one) => one.id === id);
        return cell ? shelf.images(cellKey(cell.config)) : null;
      }}
    />,
  );
}

const root = document.getElementById('root');
if (root) {
  mount(root).catch((error: unknown) => {
    root.textContent = page.cannotStart(error instanceof Error ? error.message : String(error));
  });
}
