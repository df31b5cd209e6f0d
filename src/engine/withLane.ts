import { type Catalogue, isRaceable } from '../protocol/catalogue.ts';
import { LabError } from '../protocol/labError.ts';
import type { LaneConfig, RunConfig } from '../protocol/runConfig.ts';
import { validateRunConfig } from '../protocol/validateRunConfig.ts';

/** Share of the fine-tuned model in a view, where no other view of the race says. */
const DEFAULT_ALPHA = 0.5;

/** Nothing can join any more. */
export const raceOver = () =>
  new LabError(
    'race-over',
    'The race is over, so no lane can join it.',
    'Tick the method and start a new race.',
  );

/**
 * The config of a race with one lane more, and with every view on that lane's weights.
 * @throws LabError when the lane is unknown, is nothing to be trained, is there already, or has
 *   parameters that cannot be
 */
export function withLane(config: RunConfig, lane: LaneConfig, catalogue: Catalogue): RunConfig {
  const { methodId } = lane;
  const method = catalogue.methods.find(({ id }) => id === methodId);
  if (!method) {
    throw new LabError(
      'unknown-method',
      `There is no method "${methodId}".`,
      'Choose one of the list.',
    );
  }
  const { label, kind } = method;
  if (!isRaceable(method) || kind !== 'trained') {
    throw new LabError(
      'not-raceable',
      `${label} is not trained, so it cannot join a race.`,
      'Choose a method that fine-tunes.',
    );
  }
  if (config.lanes.some((other) => other.methodId === methodId)) {
    throw new LabError(
      'lane-there',
      `${label} is in this race already.`,
      'Choose another method, or start a new race.',
    );
  }
  const alpha = config.views[0]?.alpha ?? DEFAULT_ALPHA;
  const views = catalogue.methods
    .filter(({ kind: k, base }) => k === 'interpolation' && base === methodId)
    .map(({ id }) => ({ methodId: id, alpha }));
  const grown = {
    ...config,
    lanes: [...config.lanes, lane],
    views: [...config.views, ...views],
  };
  validateRunConfig(grown, catalogue);
  return grown;
}
