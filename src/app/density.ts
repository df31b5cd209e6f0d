import type { LabStore } from '../store/labState.ts';
import type { Density } from '../store/view/state.ts';

const storageKey = 'lab.view';

/** The remembered view; without one the simple view, but a link in words asks for a setting, and so for the whole lab. */
export function preferredDensity(search: string): Density {
  try {
    const remembered = localStorage.getItem(storageKey);
    if (remembered === 'first' || remembered === 'whole') return remembered;
  } catch {
    // Storage can be closed to the page; this is then every time the first visit.
  }
  if (/[?&]view=(first|whole)\b/.test(search))
    return search.includes('view=first') ? 'first' : 'whole';
  return search.length > 1 ? 'whole' : 'first';
}

/** Remembers what was chosen on the page. */
export function rememberDensity(store: LabStore): void {
  store.subscribe(({ layout: { density } }, { layout: before }) => {
    if (density === before.density) return;
    try {
      localStorage.setItem(storageKey, density);
    } catch {
      // The choice then lasts for this visit only.
    }
  });
}
