import { LabError } from '../protocol/labError.ts';
import { applyLinkedState } from '../store/applyLinkedState.ts';
import type { LabStore } from '../store/index.ts';
import { decodeState, encodeState, type LinkedState, linkedState } from '../store/urlState.ts';
import { strings } from '../strings.ts';

/** The part of a window that the address bar needs. */
export interface AddressBar {
  readonly location: { readonly hash: string; readonly pathname: string; readonly search: string };
  readonly history: { replaceState(data: null, unused: string, url: string): void };
  addEventListener(type: 'hashchange', listener: () => void): void;
}

/** The state rests this long before the address follows: browsers refuse a flood of changes. */
const restMs = 500;

/**
 * Opens the link in the address bar once the lab knows its methods, and keeps the address in step
 * with the state from then on. A link that is not understood is reported and changes nothing.
 */
export function followUrl(store: LabStore, { location, history, addEventListener }: AddressBar) {
  const known = () => {
    const { engine, setup } = store.getState();
    return Object.keys(setup.params).length > 0 ? engine.catalogue : null;
  };
  let standard: LinkedState | null = null;
  let written = location.hash;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    const catalogue = known();
    if (!catalogue || !standard) return;
    written = location.hash;
    const linked = decodeState(written, standard, catalogue);
    if (linked) return applyLinkedState(store, linked);
    const { message, hint } = strings.share.badLink;
    store.getState().reportError(new LabError('bad-link', message, hint));
  };
  const write = () => {
    const catalogue = known();
    if (!catalogue || !standard) return;
    const hash = encodeState(linkedState(store.getState()), standard, catalogue);
    // A field may hold a number that no run could have: the last good link stays.
    if (hash === written || !decodeState(hash, standard, catalogue)) return;
    written = hash;
    history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
  };

  let before = linkedState(store.getState());
  store.subscribe((state) => {
    if (!standard) {
      if (!known()) return;
      standard = linkedState(state);
      before = standard;
      if (location.hash.length > 1) open();
      return;
    }
    const now = linkedState(state);
    const same =
      now.setup === before.setup &&
      now.layout === before.layout &&
      now.brush === before.brush &&
      now.side === before.side &&
      now.scrubStep === before.scrubStep &&
      state.knobs.temperature === before.knobs.temperature &&
      state.knobs.alpha === before.knobs.alpha &&
      state.knobs.binCount === before.knobs.binCount &&
      state.knobs.binning === before.knobs.binning &&
      state.knobs.oodSplitId === before.knobs.oodSplitId;
    if (same) return;
    before = now;
    clearTimeout(rest);
    rest = setTimeout(write, restMs);
  });
  addEventListener('hashchange', () => {
    if (location.hash !== written) open();
  });
}
