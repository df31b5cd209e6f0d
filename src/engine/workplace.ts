import type { BackendChoice } from '../protocol/engineApi.ts';
import type { BackendInfo, LabEvent, LoadedInfo } from '../protocol/events.ts';
import { LabError, type LabErrorShape } from '../protocol/labError.ts';
import type { Ground } from './checkpointReporter.ts';
import { type Device, startDevice } from './device.ts';
import { notReady } from './errors.ts';
import type { Lab } from './lab.ts';
import { loadLab } from './loadLab.ts';

/** All that a race needs, once it is there. */
export interface Ready {
  readonly lab: Lab;
  readonly device: Device;
  readonly loaded: LoadedInfo;
  readonly ground: Ground;
}

/** The device and the loaded lab, and whether their numbers can be trusted. */
export class Workplace {
  readonly #onBroken: (error: LabErrorShape) => void;
  #device: Device | null = null;
  #lab: Lab | null = null;
  #loaded: LoadedInfo | null = null;
  /** Why this worker's numbers can no longer be trusted; it then refuses all work. */
  #fault: LabErrorShape | null = null;

  /** @param onBroken hears of it before all work is refused */
  constructor(onBroken: (error: LabErrorShape) => void) {
    this.#onBroken = onBroken;
  }

  get broken(): boolean {
    return this.#fault !== null;
  }

  async start(choice: BackendChoice): Promise<BackendInfo> {
    this.#device = await startDevice(choice, (error) => {
      this.#onBroken(error);
      this.#fault = error;
    });
    return this.#device.info;
  }

  /**
   * Loads a model and a dataset beside those in use.
   * @returns what puts them in their place, once nothing stands on the old ones any more
   */
  async load(
    modelId: string,
    datasetId: string,
    baseUrl: string,
    post: (event: LabEvent) => void,
  ): Promise<() => LoadedInfo> {
    if (!this.#device) throw notReady('backend');
    const { limits, stepsInFlight } = this.#device;
    const { lab, info } = await loadLab(modelId, datasetId, baseUrl, limits, post);
    return () => {
      this.#lab?.pretrained.dispose();
      this.#lab = { ...lab, stepsInFlight };
      this.#loaded = info;
      return info;
    };
  }

  /** @throws LabError while something is missing, or for good once the device is */
  ready(): Ready {
    if (this.#fault) {
      const { code, message, hint } = this.#fault;
      throw new LabError(code, message, hint);
    }
    const [device, lab, loaded] = [this.#device, this.#lab, this.#loaded];
    if (!device) throw notReady('backend');
    if (!lab || !loaded) throw notReady('model');
    return { lab, device, loaded, ground: { backend: device.info, ...loaded } };
  }
}

/**
 * What a race runs on, with the tile that it began with where the device has it: then every sum is
 * formed as before. Else, and for a new race, with the device's own.
 */
export function groundFor({ device, ground }: Ready, begunWith?: string): Ground {
  const { info, takeTile } = device;
  if (info.tile === undefined || !takeTile) return ground;
  if (begunWith !== undefined && takeTile(begunWith)) {
    return { ...ground, backend: { ...info, tile: begunWith } };
  }
  takeTile(info.tile);
  return ground;
}
