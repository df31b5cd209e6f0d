import type { WasmKernel } from './wasmHeap.ts';

/**
 * Identity that shares the buffer, as every other backend's does. The WASM backend copies, and the
 * engine takes an Identity of each tensor that it saves for the gradient.
 *
 * @param stock the backend's own, for strings, which do not lie on the heap
 */
export function identityKernel(stock: WasmKernel): WasmKernel {
  return (call) => {
    const x = call.inputs.x!;
    if (x.dtype === 'string') return stock(call);
    call.backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  };
}
