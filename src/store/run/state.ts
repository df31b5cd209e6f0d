import type { AssetIds } from '../../protocol/assets.ts';
import type { Catalogue, ParamValues } from '../../protocol/catalogue.ts';
import type { BackendChoice, UnfinishedRun } from '../../protocol/engineApi.ts';
import type { BackendInfo, RunPhase } from '../../protocol/events.ts';
import type { LabErrorShape } from '../../protocol/labError.ts';
import type { EvaluationConfig, OptimizerConfig, RunConfig } from '../../protocol/runConfig.ts';
import type { RunLog } from '../../results/runLog.ts';

/** What the next run will be; changed freely while another one runs. */
export type SetupState = Omit<RunConfig, 'lanes' | 'views'> & {
  readonly included: Readonly<Record<string, boolean>>;
  readonly params: Readonly<Record<string, ParamValues>>;
};

export type RunSettings = Pick<
  RunConfig,
  'seed' | 'steps' | 'batchSize' | 'sampling' | 'maxShift' | 'templates'
>;

export interface SetupSlice {
  readonly setup: SetupState;
  adoptCatalogue(catalogue: Catalogue): void;
  include(methodId: string, included: boolean): void;
  setParam(methodId: string, name: string, value: number | string): void;
  setSettings(change: Partial<RunSettings>): void;
  setOptimizer(change: Partial<OptimizerConfig>): void;
  setEvaluation(change: Partial<EvaluationConfig>): void;
  resetSettings(): void;
  /** All that a run was made with, for the next one. */
  takeConfig(config: RunConfig): void;
  /** Ticks, steps and evaluations as a preset says; methods' own parameters and the rest stay. */
  takePreset(presetId: string): void;
  newSeed(): void;
  /** Model and dataset of the next race; a batch size that nobody changed goes with the dataset. */
  takeAssets(ids: AssetIds): void;
}

export interface LaneProgress {
  readonly step: number;
  readonly loss: number;
  /** Smoothed over about ten steps. */
  readonly stepMs: number;
}

export interface RunState {
  readonly id: string;
  readonly config: RunConfig;
  readonly backend: BackendInfo;
  readonly phase: RunPhase;
  readonly lanes: Readonly<Record<string, LaneProgress>>;
  readonly failure: (LabErrorShape & { readonly methodId?: string }) | null;
  /** Changed in place; see `revision`. */
  readonly log: RunLog;
  /** Rises with every bulk of events that brought steps. */
  readonly revision: number;
  /** Milliseconds spent running, without pauses, up to `activeSince`. */
  readonly activeMs: number;
  /** When the current stretch of running began; null while it does not run. */
  readonly activeSince: number | null;
  /** The worker still holds the weights, so that more can be evaluated. */
  readonly hasWeights: boolean;
  /** Step from which the race can go on whatever happens to this page; null before the first. */
  readonly checkpointStep: number | null;
  /** Why no checkpoint could be saved; null while they can. */
  readonly checkpointProblem: LabErrorShape | null;
  /** It came with the page: nothing of it was made here. */
  readonly recorded?: true;
  /** It was not ended by anyone: the engine was lost under it. */
  readonly interrupted: boolean;
}

export interface RunSlice {
  readonly run: RunState | null;
  /** Between the click and the worker's answer. */
  readonly commandPending: boolean;
  /** The kept run that the last reset took off the page; null once it is back or another begins. */
  readonly undoRunId: string | null;
  /** A command that the worker refused; the results stay. */
  readonly commandError: LabErrorShape | null;
  /** Measures the reference methods where no run is on the page, so that there is a first number. */
  preview(): Promise<void>;
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One step of every lane, then paused; starts a race where none is on the page. */
  stepOnce(): Promise<void>;
  /** A further lane for the race under way, with the parameters set for it. */
  join(methodId: string): Promise<void>;
  stop(): Promise<void>;
  /** Back to step 0 with the same seed: curves and results are cleared. */
  reset(): Promise<void>;
  /** Shows why a command was refused; one that a restart cancelled needs no words. */
  reportError(error: unknown): void;
  /** Does a person's wish after those before it; the same wish, while it waits, is one. */
  command(name: string, work: () => Promise<unknown>): Promise<void>;
  dismissError(): void;
  /** Takes the run off the page; it is to be kept before. */
  leaveRun(): void;
  /** The worker is gone: a run under way ends where it is. */
  endRun(): void;
}

export interface RecoveryState {
  /** A race that was interrupted and can go on; null without one. */
  readonly unfinished: UnfinishedRun | null;
  /** Why the engine was replaced under a race; null where the page itself was left. */
  readonly reason: LabErrorShape | null;
  /** The race went on by itself from this step. */
  readonly resumedFrom: number | null;
  /** A new engine is being started, in which the race will go on. */
  readonly mending: boolean;
  /** The engine has said nothing for so long that something is wrong, or the machine is busy. */
  readonly silent: boolean;
}

export interface RecoverySlice {
  readonly recovery: RecoveryState;
  /** Looks for a race to go on with, once the engine is ready. */
  /** @param wantedId of a run that an undo brought back */
  lookForUnfinished(wantedId?: string): Promise<void>;
  /** Brings back the run that the last reset took off the page, with the offer to go on where it can. */
  undoReset(): Promise<void>;
  /** Goes on with it. */
  goOn(): Promise<void>;
  /** The same after a restart on another backend. */
  goOnWith(backend: BackendChoice): Promise<void>;
  /** Leaves it: what was evaluated stays in the list of runs. */
  letGo(): Promise<void>;
  /** A fresh worker; the race under way goes on from its checkpoint. */
  restartFromCheckpoint(): Promise<void>;
  /** The same where the engine was lost, unless that happens too often. */
  mend(reason: LabErrorShape): Promise<void>;
  dismissRecovery(): void;
  /** The run was deleted: there is nothing to go on with either. */
  forgetUnfinished(runId: string): Promise<void>;
}
