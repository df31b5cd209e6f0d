import { networkInterfaces } from 'node:os';

type Interfaces = ReturnType<typeof networkInterfaces>;

/** Hosts that only the machine itself can reach. */
export const isLoopback = (host: string) => /^(localhost|127\.[\d.]+|::1)$/.test(host);

/** An address as it stands in a URL. */
export const inUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);

/**
 * Where others on the network find a server that listens on `host`: itself, or, if it listens
 * everywhere, the machine's IPv4 addresses; none if only this machine can reach it.
 */
export function networkAddresses(host: string, all: Interfaces = networkInterfaces()): string[] {
  if (isLoopback(host)) return [];
  if (host !== '0.0.0.0' && host !== '::') return [host];
  return Object.values(all)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);
}
