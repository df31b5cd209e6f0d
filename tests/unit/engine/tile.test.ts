import { expect, test } from 'vitest';
import type { Device } from '../../../src/engine/device.ts';
import { groundFor, type Ready } from '../../../src/engine/workplace.ts';
import type { BackendInfo } from '../../../src/protocol/events.ts';

const bare: BackendInfo = {
  ...{ backend: 'webgpu', adapter: 'a card', isFallbackAdapter: false, threads: 1 },
};
const ground = { dataset: { id: 'd' }, model: { version: '1', digest: 'd1' } };

/** A device that has these tiles, and the one in use. */
function deviceWith(info: BackendInfo, tiles: readonly string[]) {
  const used = { tile: info.tile };
  const takeTile = (tile: string) => {
    if (!tiles.includes(tile)) return false;
    used.tile = tile;
    return true;
  };
  const device = { info, takeTile } as Partial<Device>;
  return { ready: { device, ground: { ...ground, backend: info } } as unknown as Ready, used };
}

test('a race that goes on uses the tile it began with, a new one the device’s own', () => {
  const { ready, used } = deviceWith({ ...bare, tile: 'own' }, ['own', 'other']);
  expect(groundFor(ready, 'other').backend.tile).toBe('other');
  expect(used.tile).toBe('other');
  expect(groundFor(ready).backend.tile).toBe('own');
  expect(used.tile).toBe('own');
});

test('a tile that this device has not, and one that nobody wrote down, is the device’s own', () => {
  const { ready, used } = deviceWith({ ...bare, tile: 'own' }, ['own', 'other']);
  used.tile = 'other';
  expect(groundFor(ready, 'of another card').backend.tile).toBe('own');
  expect(used.tile).toBe('own');
  expect(groundFor(ready, undefined)).toEqual({ ...ground, backend: { ...bare, tile: 'own' } });
});

test('a backend without tiles has none', () => {
  const { ready, used } = deviceWith(bare, []);
  expect(groundFor(ready, 'own').backend).toEqual(bare);
  expect(used.tile).toBeUndefined();
});
