import { useRef, useState } from 'react';
import type { BackendInfo } from '../../../protocol/events.ts';
import type { Measurement, MeasurePlan } from '../../../protocol/measurement.ts';
import { words } from './words.ts';

/** Measures one backend; `hear` is told what is done and the share that is. @throws LabError, or the signal's reason */
export type MeasureBackend = (
  backend: 'webgpu' | 'wasm',
  plan: (backend: BackendInfo) => Omit<MeasurePlan, 'methodIds'>,
  hear: (message: string, fraction: number) => void,
  signal: AbortSignal,
) => Promise<Measurement>;

/** A processor that poses as a graphics card is given a tenth of the work. */
const planFor = ({ backend, isFallbackAdapter }: BackendInfo) =>
  isFallbackAdapter
    ? { batchSize: 8, rounds: 7, images: 64, side: 512 }
    : { batchSize: 64, rounds: 7, images: 1000, side: backend === 'webgpu' ? 2048 : 1024 };

const order = ['webgpu', 'wasm'] as const;

export interface Measuring {
  readonly running: { readonly text: string; readonly fraction: number } | null;
  readonly measured: readonly Measurement[];
  /** Backends that could not be measured, and why; or that the visitor cancelled. */
  readonly failures: readonly string[];
  start(): void;
  cancel(): void;
}

/** Both backends, one after the other. */
export function useMeasuring(measureBackend: MeasureBackend): Measuring {
  const [running, setRunning] = useState<Measuring['running']>(null);
  const [measured, setMeasured] = useState<readonly Measurement[]>([]);
  const [failures, setFailures] = useState<readonly string[]>([]);
  const abort = useRef<AbortController | null>(null);

  const run = async (signal: AbortSignal) => {
    setMeasured([]);
    setFailures([]);
    for (const [i, backend] of order.entries()) {
      const name = words.names[backend];
      const hear = (message: string, fraction: number) => {
        if (signal.aborted) return;
        setRunning({ text: words.running(name, message), fraction: (i + fraction) / 2 });
      };
      hear(words.starting, 0);
      try {
        const found = await measureBackend(backend, planFor, hear, signal);
        setMeasured((before) => [...before, found]);
      } catch (error) {
        const said = signal.aborted
          ? words.cancelled
          : words.failed(name, error instanceof Error ? error.message : String(error));
        setFailures((before) => [...before, said]);
        if (signal.aborted) break;
      }
    }
    setRunning(null);
  };

  return {
    running,
    measured,
    failures,
    start() {
      abort.current = new AbortController();
      void run(abort.current.signal);
    },
    cancel: () => abort.current?.abort(),
  };
}
