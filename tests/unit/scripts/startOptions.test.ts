import { describe, expect, test } from 'vitest';
import { networkAddresses } from '../../../scripts/networkAddresses.ts';
import { readStartOptions } from '../../../scripts/readStartOptions.ts';

describe('npm start', () => {
  test('is for this machine unless told otherwise', () => {
    expect(readStartOptions([])).toEqual({ port: 4173, host: undefined, open: true, help: false });
  });

  test.each([
    [['--host'], '0.0.0.0'],
    [['--host', '--no-open'], '0.0.0.0'],
    [['--host', '192.168.1.5'], '192.168.1.5'],
    [['--host=lab.school'], 'lab.school'],
  ])('%j listens on %s', (args, host) => {
    expect(readStartOptions(args).host).toBe(host);
  });

  test.each(['0', '65536', '4x', ''])('refuses port "%s"', (port) => {
    expect(() => readStartOptions([`--port=${port}`])).toThrow(/--port/);
  });
});

const address = (family: 'IPv4' | 'IPv6', ip: string, internal = false) =>
  ({ family, address: ip, internal }) as never;
const interfaces = {
  lo: [address('IPv4', '127.0.0.1', true)],
  wifi: [address('IPv4', '192.168.1.5'), address('IPv6', 'fe80::1')],
  cable: [address('IPv4', '10.0.0.7')],
};

describe('the addresses that others use', () => {
  test.each(['0.0.0.0', '::'])('are all of the machine where it listens on %s', (host) => {
    expect(networkAddresses(host, interfaces)).toEqual(['192.168.1.5', '10.0.0.7']);
  });
  test('are the one it listens on', () => {
    expect(networkAddresses('10.0.0.7', interfaces)).toEqual(['10.0.0.7']);
  });
  test.each(['localhost', '127.0.0.1', '127.0.1.1', '::1'])('are none for %s', (host) => {
    expect(networkAddresses(host, interfaces)).toEqual([]);
  });
});
