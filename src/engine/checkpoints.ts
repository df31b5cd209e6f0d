import type { CheckpointShelf } from '../io/checkpointShelf.ts';
import { checksum } from '../math/checksum.ts';
import type { UnfinishedRun } from '../protocol/engineApi.ts';
import { LabError } from '../protocol/labError.ts';
import type { LaneCheckpoint } from './lane/laneCheckpoint.ts';

const VERSION = 1;

type Lanes = ReadonlyMap<string, LaneCheckpoint>;

/** A race as it stood where nothing was half done. */
export interface RaceCheckpoint extends UnfinishedRun {
  readonly lanes: Lanes;
}

/** What lies beside the lanes and is read without them. */
interface Description extends UnfinishedRun {
  readonly version: typeof VERSION;
  /** Of the lanes: against bits that flip on the disk. */
  readonly sum: string;
}

const sumOf = (lanes: Lanes) =>
  checksum([...lanes.values()].flatMap(({ weights, optimizer }) => [weights, optimizer]));

const isDescription = (kept: unknown): kept is Description => {
  const { version, runId } = (kept ?? {}) as Partial<Description>;
  return version === VERSION && typeof runId === 'string';
};

const described = ({
  runId,
  at,
  step,
  config,
  backend,
  tile,
  datasetVersion,
  model,
}: Description): UnfinishedRun => ({
  runId,
  at,
  step,
  config,
  backend,
  datasetVersion,
  ...(tile !== undefined && { tile }),
  ...(model && { model }),
});

/** Seconds of training that an interruption may cost. */
const EVERY_MS = 10_000;
/** Or, where steps are slow, so many steps: a slow machine shall not spend its time on saving. */
const EVERY_STEPS = 20;
/** Saving takes at most this share of the time, unless that would cost more than `EVERY_STEPS`. */
const MOST_OF_TIME = 0.05;

/** Whether another tab trains this run at this moment. */
export type IsRunning = (runId: string) => Promise<boolean>;

/** Checkpoints of the race under way, and what is left of one that was interrupted. */
export interface Checkpoints {
  /** A race begins, or goes on, here. */
  begin(): void;
  /**
   * Whether a race should be saved now; one that pauses, always.
   * @param rounds batches trained on since `begin`
   */
  due(rounds: number, paused: boolean): boolean;
  /** @param take reads the race; its time counts as time spent on saving */
  save(rounds: number, take: () => Promise<RaceCheckpoint>): Promise<void>;
  /** The newest run that nobody goes on with; null without one, and where nothing can be kept. */
  unfinished(lostRunId?: string): Promise<UnfinishedRun | null>;
  /** @throws LabError 'no-checkpoint' where there is none, or it is damaged */
  load(runId: string): Promise<RaceCheckpoint>;
  drop(runId: string): Promise<void>;
}

export function createCheckpoints(
  openShelf: () => Promise<CheckpointShelf>,
  isRunning: IsRunning,
  now = () => performance.now(),
): Checkpoints {
  let opening: Promise<CheckpointShelf> | null = null;
  const shelf = () => {
    opening ??= openShelf();
    opening.catch(() => {
      opening = null;
    });
    return opening;
  };
  let last = { at: 0, rounds: 0 };
  let costMs = 0;
  const known = async () => {
    const all = await (await shelf()).descriptions();
    return all.filter(isDescription).sort((a, b) => b.at - a.at);
  };
  return {
    begin: () => {
      last = { at: now(), rounds: 0 };
      costMs = 0;
    },
    due: (rounds, paused) => {
      const waited = now() - last.at;
      if (rounds === last.rounds) return false;
      if (paused) return true;
      if (waited < EVERY_MS) return false;
      return rounds - last.rounds >= EVERY_STEPS || costMs <= MOST_OF_TIME * waited;
    },
    save: async (rounds, take) => {
      const started = now();
      try {
        const { lanes, ...run } = await take();
        const description: Description = { ...run, version: VERSION, sum: sumOf(lanes) };
        await (await shelf()).put(description, lanes);
      } finally {
        last = { at: now(), rounds };
        costMs = now() - started;
      }
    },
    unfinished: async (lostRunId) => {
      const all = await known().catch(() => []);
      const lost = all.find(({ runId }) => runId === lostRunId);
      if (lost) return described(lost);
      const free: Description[] = [];
      for (const checkpoint of all) {
        if (!(await isRunning(checkpoint.runId))) free.push(checkpoint);
      }
      const [newest, ...older] = free;
      // One is offered; the others are nobody's any more.
      for (const { runId } of older) await (await shelf()).remove(runId).catch(() => {});
      return newest ? described(newest) : null;
    },
    load: async (runId) => {
      const found = await (await shelf()).get(runId);
      if (found && isDescription(found.description) && found.lanes instanceof Map) {
        const lanes = found.lanes as Lanes;
        if (sumOf(lanes) === found.description.sum) {
          return { ...described(found.description), lanes };
        }
      }
      throw new LabError(
        'no-checkpoint',
        found
          ? 'The checkpoint of this run is damaged, so it cannot go on.'
          : 'There is no checkpoint of this run any more.',
        'What was evaluated is in the list of runs. Start the race again for the rest.',
      );
    },
    drop: async (runId) => {
      await (await shelf()).remove(runId);
    },
  };
}
