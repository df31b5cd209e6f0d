import { startWasm } from '../../src/ops/wasm/startWasm.ts';

// Before the test file itself runs: it may make tensors at once.
await startWasm({ paths: null, threads: 1 });
