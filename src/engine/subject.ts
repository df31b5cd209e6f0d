import type { ClassifierHead, MethodState } from '../methods/method.ts';
import type { RegistryEntry } from '../methods/registry.ts';
import type { ClipModel } from '../model/clip.ts';
import type { ParamValues } from '../protocol/catalogue.ts';
import { LabError } from '../protocol/labError.ts';
import { headOf, isTraining, type Lane } from './lane/lane.ts';
import type { Teacher } from './lane/teacher.ts';
import { mixedModel, soupModel } from './mixedModel.ts';
import type { RaceStart } from './raceStart.ts';

/** The weights that a method of a race stands for, ready to be looked at. Dispose it. */
export interface Subject {
  readonly entry: RegistryEntry;
  readonly model: ClipModel;
  /** null for the pretrained model. */
  readonly state: MethodState | null;
  /** Of a lane that keeps one. */
  readonly teacher: Teacher | null;
  /** Of the lane whose weights these are. */
  readonly method: RegistryEntry;
  readonly params: ParamValues;
  /** Optimiser updates that went into the weights. */
  readonly step: number;
  /** Only for interpolation views: weight of the fine-tuned model. */
  readonly alpha?: number;
  dispose(): void;
}

/** The pretrained model, as it is. */
export const pretrainedSubject = (
  entry: RegistryEntry,
  { pretrained: model }: RaceStart,
): Subject => ({
  entry,
  method: entry,
  model,
  state: null,
  teacher: null,
  params: {},
  step: 0,
  dispose() {},
});

/**
 * A lane, the pretrained model, or an interpolation view at `alpha`.
 * @throws LabError 'not-raced' when there is no lane with the weights
 */
export function subjectOf(
  entry: RegistryEntry,
  alpha: number,
  lanes: readonly Lane[],
  start: RaceStart,
): Subject {
  const nothing = { dispose() {} };
  if (entry.kind === 'reference') return pretrainedSubject(entry, start);
  const weightsOf = entry.base ?? entry.id;
  const lane = lanes.find(({ method }) => method.id === weightsOf);
  if (!lane) {
    throw new LabError(
      'not-raced',
      `${entry.label} has no weights: ${weightsOf} was not in this race.`,
      'Tick the method and start a race.',
    );
  }
  const { method, params, stepsDone: step, model, state, teacher } = lane;
  if (entry.kind === 'interpolation' && isTraining(lane)) {
    const mixed = mixedModel(lane, start, alpha);
    return { entry, method, params, step, alpha, teacher: null, ...mixed };
  }
  return { entry, method, params, step, model, state, teacher, ...nothing };
}

/** The head that a subject is evaluated with; `isOwn` where it is not made of prompts. */
export const headOfSubject = (
  { method, model, state }: Subject,
  start: RaceStart,
): { head: ClassifierHead; isOwn: boolean; dispose(): void } => headOf(method, model, state, start);

/** Lanes of a race that go into a combination. @throws LabError 'not-raced' where they are too few */
export function lanesOf({ label, combination }: RegistryEntry, lanes: readonly Lane[]) {
  const { of, least } = combination!;
  const found = lanes.filter(({ method }) => of.includes(method.id));
  if (found.length >= least) return found;
  throw new LabError(
    'not-raced',
    `${label} is made of at least ${least} of ${of.join(', ')}: this race has ${found.length}.`,
    'Tick these methods and start a race.',
  );
}

/** The mean of the weights of some lanes. @param entry the combination that it stands for */
export function soupOf(entry: RegistryEntry, lanes: readonly Lane[]): Subject {
  const { method, params } = lanes[0]!;
  const step = Math.min(...lanes.map(({ stepsDone }) => stepsDone));
  return { entry, method, params, step, teacher: null, ...soupModel(lanes) };
}
