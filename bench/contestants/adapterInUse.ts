import type { Ground } from '../contestant.ts';

/** What the adapter that a library will be given says of itself. @throws Error without one */
export async function adapterInUse(): Promise<Pick<Ground, 'adapter' | 'isFallbackAdapter'>> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('no WebGPU adapter');
  const { info } = adapter;
  const words = [info.vendor, info.architecture].filter(Boolean).join(' ');
  const legacy = (adapter as { isFallbackAdapter?: boolean }).isFallbackAdapter;
  return {
    adapter: info.description || words || 'unnamed adapter',
    isFallbackAdapter: Boolean(info.isFallbackAdapter ?? legacy),
  };
}
