import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createLabStore } from '../../../../src/store/index.ts';
import type { StatsPort } from '../../../../src/store/kit/ports.ts';
import type { LabStore } from '../../../../src/store/labState.ts';
import { LabContext } from '../../../../src/ui/useLab.ts';
import { fakeDeps } from '../../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../../gallery/fakeRace.ts';

/** Long enough for queued drawings, a frame each. */
const settle = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 300)));

export interface MountedPanel {
  readonly store: LabStore;
  readonly host: HTMLElement;
  settle(): Promise<void>;
  unmount(): void;
}

/** Gives every element a size: the test's document lays nothing out. */
export function layOut(width: number, height: number): void {
  for (const [name, value] of [
    ['clientWidth', width],
    ['clientHeight', height],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
  }
}

/** A panel on a made-up race that has come as far as `until`; with statistics of its own, on logits. */
export async function mountPanel(
  panel: ReactNode,
  until = 96,
  stats?: StatsPort,
): Promise<MountedPanel> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const store = createLabStore(stats ? { ...fakeDeps(), stats } : fakeDeps());
  await store.getState().boot();
  if (until > 0) {
    const config = fakeConfig(store.getState().setup);
    store.getState().applyEvents(fakeRace(config, until, stats !== undefined));
  }
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  await act(async () => root.render(<LabContext value={store}>{panel}</LabContext>));
  await settle();
  return {
    store,
    host,
    settle,
    unmount: () => {
      act(() => root.unmount());
      host.remove();
    },
  };
}
