/** The page that measures the visitor's machine. */
export const words = {
  title: 'How fast this machine is',
  back: 'To the lab',
  about:
    'Measures the lab’s own engine here: training steps of the methods of the default race on one batch (forward, backward, AdamW), a zero-shot evaluation and a matrix product, first on the graphics card, then on the processor. Nothing is sent anywhere.',
  baseline:
    'The baseline is the same step composed of stock TensorFlow.js operations (on WASM, matrix products stay the lab’s own). The peers, plain TensorFlow.js and jax-js, weigh too much for this page: the command “npm run bench” measures them too.',
  quiet: 'Close other tabs and pause races first: they would share the machine.',
  start: 'Measure',
  again: 'Measure again',
  cancel: 'Cancel',
  copy: 'Copy as JSON',
  copied: 'Copied.',
  cancelled: 'Cancelled; what had been measured stays.',
  starting: 'Starting',
  names: { webgpu: 'WebGPU', wasm: 'WASM' },
  running: (backend: string, message: string) => `${backend}: ${message}`,
  failed: (backend: string, message: string) => `${backend}: ${message}`,
  software: 'This adapter is software, not a graphics card: correct, but slow.',
  table: {
    step: 'Training step',
    own: 'Lab',
    stock: 'Stock operations',
    times: 'Gain',
    script: 'JavaScript',
    dispatches: 'Dispatches',
  },
  facts: (batch: number, rounds: number) =>
    `Batch ${batch}, medians of ${rounds} or as many steps as fit into 20 seconds.`,
  evaluation: (rate: string) => `Evaluation: ${rate} images a second.`,
  product: (side: number, rate: string) =>
    `Product of two matrices of ${side} × ${side}: ${rate} GFLOPS.`,
} as const;
