import { useEffect, useState } from 'react';
import type { LabState } from '../../../store/labState.ts';
import { toRunConfig } from '../../../store/run/setupSlice.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { keepRehearsal, lastRehearsal, type Rehearsal } from './rehearsal.ts';

/** What the time of a race depends on, as one text. */
export function raceKind({ setup, engine, knobs }: LabState): string {
  const { catalogue, backend } = engine;
  if (!catalogue) return '';
  const { lanes, steps, batchSize, datasetId, modelId } = toRunConfig(
    setup,
    catalogue,
    knobs.alpha,
  );
  const methods = lanes.map(({ methodId }) => methodId);
  return [datasetId, modelId, ...methods, steps, batchSize, backend?.backend].join(' ');
}

/** The screen stays on while the demo is open; false where the browser does not do that. */
export function useAwake(): boolean {
  const [awake, setAwake] = useState(false);
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let gone = false;
    const ask = async () => {
      if (document.hidden) return;
      try {
        lock = await navigator.wakeLock.request('screen');
        if (gone) return void lock.release();
        setAwake(true);
        lock.addEventListener('release', () => setAwake(false));
      } catch {
        setAwake(false);
      }
    };
    void ask();
    // A browser lets go of it whenever the page is hidden.
    document.addEventListener('visibilitychange', ask);
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, []);
  return awake;
}

/** Whether the page opens again without a network: its service worker rules it, and files are kept. */
export function useOffline(): boolean {
  const [offline, setOffline] = useState(false);
  const loaded = useLab(({ engine }) => engine.loaded !== null);
  useEffect(() => {
    const look = async () => {
      const ruled = Boolean(globalThis.navigator?.serviceWorker?.controller);
      const names = (await globalThis.caches?.keys().catch(() => [])) ?? [];
      setOffline(ruled && loaded && names.length > 1);
    };
    void look();
    const timer = setInterval(() => void look(), 2000);
    return () => clearInterval(timer);
  }, [loaded]);
  return offline;
}

/** What a race like the next one took here; measured whenever one comes to its end. */
export function useRehearsal(): Rehearsal | null {
  const store = useLabStore();
  const [kept, setKept] = useState(lastRehearsal);
  const kind = useLab(raceKind);
  useEffect(
    () =>
      store.subscribe(
        // A recording that is opened has taken no time.
        (state, before) => {
          const { run, demo } = state;
          if (run?.phase !== 'finished' || before.run?.id !== run.id || demo.recorded) return;
          if (before.run.phase === 'finished' || run.activeMs <= 0) return;
          const next = { of: raceKind(state), ms: run.activeMs };
          keepRehearsal(next);
          setKept(next);
        },
      ),
    [store],
  );
  return kept?.of === kind ? kept : null;
}
