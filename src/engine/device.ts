import { choiceShelf } from '../io/choiceShelf.ts';
import { setupWasm } from '../ops/wasm/setupWasm.ts';
import { chooseTiles, useTiles } from '../ops/webgpu/chooseTiles.ts';
import { setupWebgpu } from '../ops/webgpu/setupWebgpu.ts';
import { tileNames } from '../ops/webgpu/tiles.ts';
import type { BackendChoice } from '../protocol/engineApi.ts';
import type { BackendInfo } from '../protocol/events.ts';
import type { LabErrorShape } from '../protocol/labError.ts';
import { LabError } from '../protocol/labError.ts';
import { type DeviceLimits, wasmLimits, webgpuLimits } from './deviceLimits.ts';

export interface Device {
  readonly info: BackendInfo;
  readonly limits: DeviceLimits;
  /** Where tiles are chosen: takes one by name. @returns whether the device has it */
  readonly takeTile?: (tile: string) => boolean;
  /** Steps whose numbers may still be on their way when the next is begun: a processor does one at a time. */
  readonly stepsInFlight: number;
}

/** Enough that a GPU never waits for the worker; few enough that it answers a pause at once. */
const GPU_STEPS = 3;

/** Browsers hide WebGPU and threads from a page by plain http, unless it is of this machine. */
const noWebgpu = () => {
  if (globalThis.isSecureContext === false) {
    return 'This page came by plain http, where browsers offer neither WebGPU nor threads (https:// would)';
  }
  return isOffered()
    ? 'The browser gives this page no graphics adapter'
    : 'This browser offers no WebGPU';
};
/** Browsers that have WebGPU withhold the adapter: a driver on their list, or a second crash within two minutes. */
const isOffered = () => Boolean((globalThis.navigator as Navigator | undefined)?.gpu);
const softwareOnly = 'WebGPU is there, but only in software, which is slower than WASM';

async function startWebgpu(onFatal: (error: LabErrorShape) => void): Promise<Device> {
  const { device, adapter, print, isFallbackAdapter } = await setupWebgpu();
  device.lost.then((reason) => {
    if (reason.reason === 'destroyed') return;
    onFatal({
      code: 'device-lost',
      // What browsers say here speaks of their own insides: it belongs behind what to do.
      message: 'The graphics device was lost: its driver or the browser ended it.',
      hint: `The numbers up to the last event are good. Restart the engine; if it happens again, use a smaller batch or choose WASM. (${reason.message || 'The browser gave no reason.'})`,
    });
  });
  device.addEventListener('uncapturederror', (event) => {
    onFatal({
      code: 'gpu-error',
      message: `The GPU refused a command, so later numbers would be wrong: ${event.error.message}`,
      hint: 'Restart the engine with a smaller batch, or choose WASM.',
    });
  });
  // Another browser, or another version of this one, compiles otherwise; another lab has other tiles.
  const kept = choiceShelf([navigator.userAgent, print, ...tileNames].join('|'));
  const tile = await chooseTiles(isFallbackAdapter, kept);
  return {
    info: {
      backend: 'webgpu',
      adapter,
      isFallbackAdapter,
      tile,
      threads: 1,
      ...(isFallbackAdapter && {
        notice: `${softwareOnly}. Choose WASM for speed; the numbers are the same.`,
      }),
    },
    takeTile: useTiles,
    limits: webgpuLimits(device.limits, isFallbackAdapter),
    stepsInFlight: isFallbackAdapter ? 1 : GPU_STEPS,
  };
}

async function startWasm(notice?: string): Promise<Device> {
  const { simd, threads } = await setupWasm();
  const parts = [simd ? 'SIMD' : 'no SIMD', `${threads} thread${threads === 1 ? '' : 's'}`];
  return {
    info: {
      backend: 'wasm',
      adapter: parts.join(', '),
      isFallbackAdapter: false,
      threads,
      ...(notice && { notice }),
    },
    limits: wasmLimits,
    stepsInFlight: 0,
  };
}

/** Is there a WebGPU adapter, and is it a real one? Asks three times within a second: some start late. */
async function probeWebgpu(): Promise<'none' | 'software' | 'real'> {
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) return 'none';
  for (let attempt = 0; attempt < 3; attempt++) {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter) {
      const legacy = (adapter as { isFallbackAdapter?: boolean }).isFallbackAdapter;
      const fallback = adapter.info?.isFallbackAdapter ?? legacy ?? false;
      return fallback ? 'software' : 'real';
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  return 'none';
}

/** 'auto': WebGPU on a real adapter, else WASM with the reason. A choice by name is honoured or refused. */
export async function startDevice(
  choice: BackendChoice,
  onFatal: (error: LabErrorShape) => void,
): Promise<Device> {
  if (choice === 'wasm') return wasmOrExplain();
  const probe = await probeWebgpu();
  if (choice === 'webgpu') {
    if (probe !== 'none') return startWebgpu(onFatal);
    if (!isOffered()) {
      throw new LabError(
        'no-webgpu',
        `${noWebgpu()}.`,
        'Choose "auto" or WASM; or use a current Chrome, Edge, Safari 26 or Firefox.',
      );
    }
    throw new LabError(
      'no-adapter',
      `${noWebgpu()}.`,
      'After crashes of its graphics process it holds it back for two minutes, or until it is restarted; so it does where the driver is blocked. Try again then, or choose WASM.',
    );
  }
  if (probe === 'real') {
    try {
      return await startWebgpu(onFatal);
    } catch (error) {
      return wasmOrExplain(
        `WebGPU did not start (${(error as Error).message}), so this runs on WASM.`,
      );
    }
  }
  const reason = probe === 'software' ? softwareOnly : noWebgpu();
  return wasmOrExplain(`${reason}, so this runs on the processor with WASM.`);
}

async function wasmOrExplain(notice?: string): Promise<Device> {
  try {
    return await startWasm(notice);
  } catch (error) {
    throw new LabError(
      'no-backend',
      `${notice ? `${notice} But WASM` : 'WASM'} did not start: ${(error as Error).message}`,
      'Use a current Chrome, Edge, Firefox or Safari, and allow WebAssembly.',
    );
  }
}
