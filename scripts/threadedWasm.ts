import type { Plugin } from 'vite';

/** A file of the WASM backend, and what stands in it against what is to stand there. */
interface Mend {
  readonly file: string;
  readonly changes: readonly (readonly [before: string, after: string])[];
}

const mends: readonly Mend[] = [
  {
    // The backend starts its threads from its module function's own source text. A minifier turns
    // that function's `typeof _scriptDir` into a bare reference to a variable outside it, which no
    // thread has. The value is never used in a bundle, so it goes before the minifier sees it.
    file: 'tfjs-backend-wasm-threaded-simd.js',
    changes: [
      ['typeof _scriptDir !== "undefined" && _scriptDir', 'false'],
      ['||_scriptDir', ''],
    ],
  },
  {
    // A thread would fetch that text by importScripts from a blob: address, which the lab's policy
    // keeps scripts from. So the text comes in the thread's own script …
    file: 'tfjs-backend-wasm-threaded-simd.worker.js',
    changes: [
      [
        'if(typeof e.data.urlOrBlob=="string"){importScripts(e.data.urlOrBlob)}else{var objectUrl=URL.createObjectURL(e.data.urlOrBlob);importScripts(objectUrl);URL.revokeObjectURL(objectUrl)}',
        '',
      ],
      ['(0,eval)(fs.readFileSync(f,"utf8")+"//# sourceURL="+f)', ''],
    ],
  },
  {
    // … whose address the lab's Trusted Types policy makes, which src/ops/wasm/ownPolicy.ts uses too.
    file: 'backend_wasm.js',
    changes: [
      [
        "const response = wasmWorkerContents.replace(/\\n/g, '\\\\n');",
        "if (threadScript) return threadScript; const response = 'var WasmBackendModuleThreadedSimd = ' + wasmFactoryThreadedSimd.toString() + ';' + wasmWorkerContents.replace(/\\n/g, '\\\\n');",
      ],
      [
        'return URL.createObjectURL(blob);',
        "const address = URL.createObjectURL(blob); globalThis.labWorkerPolicy ??= globalThis.trustedTypes?.createPolicy('lab-worker', { createScriptURL: (url) => url }); threadScript = globalThis.labWorkerPolicy?.createScriptURL(address) ?? address; return threadScript;",
      ],
      [
        'export async function init() {',
        'let threadScript = null;\nexport async function init() {',
      ],
    ],
  },
];

/** Lets the threads of TensorFlow.js' WASM backend, 4.22.0, start in a minified bundle under the lab's policy. */
export const threadedWasm = (): Plugin => ({
  name: 'threaded-wasm',
  transform(code, id) {
    const mend = mends.find(({ file }) => id.endsWith(`/${file}`));
    if (!mend) return null;
    let mended = code;
    for (const [before, after] of mend.changes) {
      if (!mended.includes(before))
        this.error(`${before} is not in ${id}: check threads after the update`);
      mended = mended.replace(before, () => after);
    }
    return { code: mended, map: null };
  },
});
