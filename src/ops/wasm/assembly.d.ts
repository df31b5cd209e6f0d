/** Compiled by scripts/kernels.ts. */
declare module '*?kernels' {
  /** WebAssembly in base64, for a memory of one thread. */
  export const plain: string;
  /** The same for one that threads share. */
  export const shared: string;
}
