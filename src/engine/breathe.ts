const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/**
 * Lets the worker take its mail: a macrotask without a timer's 4 ms. Without it a loop on WASM,
 * whose readbacks resolve at once, would never hear "pause".
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}
