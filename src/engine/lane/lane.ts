import type {
  ClassifierHead,
  Method,
  MethodState,
  Phase,
  WeightHolder,
} from '../../methods/method.ts';
import type { RegistryEntry } from '../../methods/registry.ts';
import type { ClipModel } from '../../model/clip.ts';
import { storageOrder } from '../../model/weightNames.ts';
import { held } from '../../ops/held.ts';
import { Arena, type Views } from '../../optim/arena.ts';
import type { ParamValues } from '../../protocol/catalogue.ts';
import type { OptimizerConfig } from '../../protocol/runConfig.ts';
import { headFromPrompts, type RaceStart } from '../raceStart.ts';
import type { TrainBatch } from '../upload.ts';
import { type Drawn, stepDraws } from './draws.ts';
import { phasesOf } from './phases.ts';
import { createTeacher, frozenTeacher, type Teacher } from './teacher.ts';

/** A model with weights of its own, and all that goes with it. */
export interface Lane {
  readonly method: RegistryEntry;
  readonly params: ParamValues;
  readonly model: ClipModel;
  readonly state: MethodState;
  /** Only where the method declares one. */
  readonly teacher: Teacher | null;
  /** Optimiser updates that its weights have had. */
  stepsDone: number;
  dispose(): void;
}

/** A lane that is being trained by one method. */
export interface TrainingLane extends Lane {
  readonly method: Method;
  /** What is trained, and what the optimiser keeps of it. */
  readonly arena: Arena;
  /** Their steps add up to those of the race. */
  readonly phases: readonly Phase[];
  /** What its step draws for itself; see `stepDraws`. */
  readonly draw: (batch: TrainBatch, step: number) => Drawn;
}

export const isTraining = (lane: Lane): lane is TrainingLane => 'arena' in lane;

/** What a method keeps, as it is before the first step. @param model with the pretrained weights */
export function setupState(
  method: Method,
  model: ClipModel,
  params: ParamValues,
  { prompts, head, contexts, totalSteps }: RaceStart,
): MethodState {
  const { classCount } = prompts;
  const context = { model, params, classCount, totalSteps, zeroShotHead: head, contexts };
  return method.setup?.(context) ?? { variables: new Map(), dispose() {} };
}

function teacherOf(
  { teacher }: Method,
  params: ParamValues,
  arena: Arena,
  model: ClipModel,
  state: MethodState,
  { pretrained, totalSteps }: RaceStart,
): Teacher | null {
  if (!teacher) return null;
  if (teacher === 'frozen') return frozenTeacher(pretrained, state);
  return createTeacher(arena, model, state, teacher(params, totalSteps), totalSteps);
}

/** A lane before its first step. Where it cannot be set up, nothing of it is left on the device. */
export function createLane(
  method: Method,
  params: ParamValues,
  start: RaceStart,
  optimizer: OptimizerConfig,
): TrainingLane {
  return held((hold, dispose) => {
    const model = hold(start.pretrained.clone());
    const state = hold(setupState(method, model, params, start));
    const { trains = () => true } = method;
    const trained = [...model.variables].filter(([name]) => trains(name));
    const views: Views = new Map([...trained, ...state.variables]);
    const arena = hold(new Arena(views, optimizer, storageOrder));
    const teacher = teacherOf(method, params, arena, model, state, start);
    if (teacher) hold(teacher);
    const phases = phasesOf(method, params, start.totalSteps);
    const draw = stepDraws(method, params, start);
    return { method, params, model, state, teacher, stepsDone: 0, arena, phases, draw, dispose };
  });
}

/** The head a method is evaluated with: its own, or one rebuilt from the text tower. */
export function headOf(
  method: WeightHolder | Method,
  model: ClipModel,
  state: MethodState | null,
  { pretrained, prompts, head }: RaceStart,
): { head: ClassifierHead; isOwn: boolean; dispose(): void } {
  const own = state && method.head?.(state.variables);
  if (own) return { head: own, isOwn: true, dispose() {} };
  if (model === pretrained) {
    return { head: { weight: head, bias: null }, isOwn: false, dispose() {} };
  }
  const weight = headFromPrompts(model, prompts);
  return { head: { weight, bias: null }, isOwn: false, dispose: () => weight.dispose() };
}
