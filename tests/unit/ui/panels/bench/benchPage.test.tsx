// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import type { BackendInfo } from '../../../../../src/protocol/events.ts';
import type { Measurement } from '../../../../../src/protocol/measurement.ts';
import { BenchPage, type MeasureBackend } from '../../../../../src/ui/panels/bench/BenchPage.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
afterEach(() => document.body.replaceChildren());

const software: BackendInfo = {
  ...{ backend: 'webgpu', adapter: 'a simulated card', isFallbackAdapter: true, threads: 1 },
};
const processor: BackendInfo = {
  ...{ backend: 'wasm', adapter: 'SIMD, 2 threads', isFallbackAdapter: false, threads: 2 },
};

const steps = (isFused: boolean, ms: readonly number[]) => ({
  ...{ methodId: 'm', label: 'Method', isFused, ms, jsMs: ms.map((one) => one / 10) },
  dispatches: 123,
});

async function draw(measureBackend: MeasureBackend) {
  const root = document.createElement('div');
  document.body.append(root);
  await act(async () => createRoot(root).render(<BenchPage measureBackend={measureBackend} />));
  const press = (name: string) =>
    act(async () => {
      const button = [...root.querySelectorAll('button')].find((b) => b.textContent === name);
      if (!button) throw new Error(`there is no button ${name}`);
      button.click();
    });
  return { root, press };
}

const answer = (backend: BackendInfo, plan: Parameters<MeasureBackend>[1]): Measurement => ({
  plan: { ...plan(backend), methodIds: ['m'] },
  backend,
  steps: [steps(true, [40, 20, 30]), steps(false, [300, 150, 240])],
  evaluation: { images: 500, ms: 2000 },
  gflops: 12.3,
});

test('measures one backend after the other, says what it is, and copies all of it', async () => {
  const copied = vi.fn(async (_text: string) => {});
  vi.stubGlobal('navigator', { clipboard: { writeText: copied } });
  const { root, press } = await draw(async (name, plan) =>
    answer(name === 'webgpu' ? software : processor, plan),
  );
  await press('Measure');
  const rows = [...root.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map(({ textContent }) => textContent?.replace(/\s/g, ' ')),
  );
  expect(rows).toEqual([
    ['Method', '30 ms', '240 ms', '8×', '3.0 ms', '123'],
    ['Method', '30 ms', '240 ms', '8×', '–', '–'],
  ]);
  expect(root.textContent).toContain('a simulated card');
  expect(root.textContent).toContain('This adapter is software');
  expect(root.textContent).toContain('Batch 8, ');
  expect(root.textContent).toContain('Batch 64, ');
  expect(root.textContent).toContain('Evaluation: 250 images a second.');
  expect(root.textContent).toContain('Product of two matrices of 512 × 512: 12.3 GFLOPS.');
  await press('Copy as JSON');
  const written = JSON.parse(copied.mock.calls[0]![0]) as Measurement[];
  expect(written.map(({ backend }) => backend.backend)).toEqual(['webgpu', 'wasm']);
  expect(root.querySelector('[role=status]')?.textContent).toBe('Copied.');
});

test('a backend that is not there is said, and the other measured', async () => {
  const { root, press } = await draw(async (name, plan) => {
    if (name === 'webgpu') throw new Error('This browser offers no WebGPU.');
    return answer(processor, plan);
  });
  await press('Measure');
  expect(root.querySelector('[role=alert]')?.textContent).toBe(
    'WebGPU: This browser offers no WebGPU.',
  );
  expect(root.querySelectorAll('table').length).toBe(1);
});

test('shows how far it is; cancelled, it stops and begins no other backend', async () => {
  const asked: string[] = [];
  const { root, press } = await draw((name, _plan, hear, signal) => {
    asked.push(name);
    hear('Method, own kernels', 0.5);
    return new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('the worker has ended')));
    });
  });
  await press('Measure');
  expect(root.querySelector('[role=status]')?.textContent).toBe('WebGPU: Method, own kernels');
  expect(root.querySelector('progress')?.value).toBe(0.25);
  await press('Cancel');
  expect(root.querySelector('[role=alert]')?.textContent).toContain('Cancelled');
  expect(root.querySelector('progress')).toBeNull();
  expect(asked).toEqual(['webgpu']);
});
