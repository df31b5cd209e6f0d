import type { Catalogue } from '../protocol/catalogue.ts';
import { LabError } from '../protocol/labError.ts';
import type { LabStore } from '../store/labState.ts';
import { applyLinkedState } from '../store/link/applyLinkedState.ts';
import { type LinkedState, linkedState } from '../store/link/linkedState.ts';
import { words } from '../store/link/words.ts';

/** The part of a window that the address bar needs. */
export interface AddressBar {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: { replaceState(data: null, unused: string, url: string): void };
  addEventListener(type: 'hashchange', listener: () => void): void;
}

/** The state rests this long before the address follows: browsers refuse a flood of changes. */
const restMs = 500;

/** Links are read and written by code that comes after the page. */
const loadLinks = () => import('../store/link/urlState.ts');

const alike = (a: LinkedState, b: LinkedState) =>
  a.setup === b.setup &&
  a.layout === b.layout &&
  a.brush === b.brush &&
  a.side === b.side &&
  a.task === b.task &&
  a.beat === b.beat &&
  a.scrubStep === b.scrubStep &&
  (Object.keys(a.knobs) as (keyof LinkedState['knobs'])[]).every(
    (name) => a.knobs[name] === b.knobs[name],
  );

/**
 * Opens the link in the address bar once the lab knows its methods, and keeps the address in step
 * with the state from then on. A link that is not understood is reported and changes nothing; one
 * that was edited by hand is opened with a note. What was asked in the query moves to the hash.
 */
export function followUrl(store: LabStore, { location, history, addEventListener }: AddressBar) {
  const known = (): Catalogue | null => {
    const { engine, setup } = store.getState();
    return Object.keys(setup.params).length > 0 ? engine.catalogue : null;
  };
  let standard: LinkedState | null = null;
  let written = location.hash;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let opening = Promise.resolve();
  if (location.hash.length + location.search.length > 1) loadLinks().catch(() => {});

  const openNow = async () => {
    const { readLink, withoutLink } = await loadLinks();
    const catalogue = known();
    if (!catalogue || !standard) return;
    written = location.hash;
    const { search, pathname } = location;
    // A link that does not say how much it shows leaves that as it is.
    const { density } = store.getState().layout;
    const here = { ...standard, layout: { ...standard.layout, density } };
    const { state, edited } = readLink({ hash: written, search }, here, catalogue);
    applyLinkedState(store, state);
    void store.getState().pickAssets({});
    const left = withoutLink(search);
    if (left !== search) history.replaceState(null, '', `${pathname}${left}${written}`);
    const { message, hint } = words.editedLink;
    if (edited) store.getState().reportError(new LabError('note.edited-link', message, hint));
  };
  const open = () => {
    opening = openNow().catch((error: unknown) => store.getState().reportError(error));
  };
  const write = async () => {
    await opening;
    const { encodeState, readLink } = await loadLinks();
    const catalogue = known();
    if (!catalogue || !standard) return;
    const hash = encodeState(linkedState(store.getState()), standard, catalogue);
    if (hash === written) return;
    try {
      // A field may hold a number that no run could have: the last good link stays.
      readLink({ hash }, standard, catalogue);
    } catch {
      return;
    }
    written = hash;
    history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
  };

  let before = linkedState(store.getState());
  store.subscribe((state) => {
    if (!standard) {
      if (!known()) return;
      before = linkedState(state);
      // Whoever opens it for the first time would see the simple view: the whole lab is told.
      standard = { ...before, layout: { ...before.layout, density: 'first' } };
      store.setState({ linkStandard: standard });
      if (location.hash.length > 1 || location.search.length > 1) open();
      return;
    }
    const now = linkedState(state);
    if (alike(now, before)) return;
    before = now;
    clearTimeout(rest);
    // Where the code does not come, the address stays as it is, and the next change tries again.
    rest = setTimeout(() => void write().catch(() => {}), restMs);
  });
  addEventListener('hashchange', () => {
    if (location.hash !== written) open();
  });
  return () => opening;
}
