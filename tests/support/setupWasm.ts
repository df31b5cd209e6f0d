import { beforeAll } from 'vitest';
import { startWasm } from '../../src/ops/wasm/startWasm.ts';

beforeAll(async () => {
  await startWasm({ paths: null, threads: 1 });
});
