import { openCheckpointShelf } from '../io/checkpointShelf.ts';
import { epochNow } from '../protocol/clock.ts';
import type { LabEvent, RunPhase } from '../protocol/events.ts';
import { checkpointReporter, type Ground } from './checkpointReporter.ts';
import { createCheckpoints } from './checkpoints.ts';
import { driveRace } from './driveRace.ts';
import { notReady } from './errors.ts';
import { Gate } from './gate.ts';
import { JobQueue } from './jobQueue.ts';
import type { Race } from './race.ts';
import type { RaceEvent } from './raceEvent.ts';
import { holdRun, isAnotherHeld, isRunHeld } from './runLock.ts';

const LOOK_FOR_OTHERS_MS = 5000;
const sharedDevice =
  'Another tab of the lab is training too. Both races are kept, but share this device, so each is slower.';

export interface StageHooks {
  post(event: LabEvent): void;
  /** Whether the device's numbers can no longer be trusted. */
  broken(): boolean;
}

/** Holds at most one race, lets it run, pause, step and stop, and keeps its checkpoints. */
export class RaceStage {
  readonly #hooks: StageHooks;
  #race: Race | null = null;
  #runId = '';
  #runCount = 0;
  /** One job at a time: an evaluation waits for the step under way, and the next step for it. */
  readonly #jobs = new JobQueue();
  /** What puts another race in place of the last one, in the order asked for. */
  readonly #changes = new JobQueue();
  /** Settles when the race under way has ended. */
  #driving: Promise<void> = Promise.resolve();
  #gate = new Gate();
  /** What a resumed run goes on doing. */
  #active: RunPhase = 'running';
  readonly checkpoints = createCheckpoints(openCheckpointShelf, isRunHeld);

  constructor(hooks: StageHooks) {
    this.#hooks = hooks;
  }

  get runId(): string {
    return this.#runId;
  }

  get gate(): Gate {
    return this.#gate;
  }

  pause(): void {
    if (this.#gate.pause()) this.stamp({ type: 'run.phase', phase: 'paused' });
  }

  resume(): void {
    if (this.#gate.resume()) this.stamp({ type: 'run.phase', phase: this.#active });
  }

  step(): void {
    if (this.#gate.step()) this.stamp({ type: 'run.phase', phase: this.#active });
  }

  async stop(): Promise<void> {
    this.#gate.stop();
    await this.#driving;
    await this.#jobs.idle();
  }

  /** A job on the race, between two of its steps. */
  withRace<T>(job: (race: Race) => Promise<T>): Promise<T> {
    return this.#jobs.run(async () => {
      if (!this.#race) throw notReady('race');
      return job(this.#race);
    });
  }

  /** A job between two steps that needs no race. */
  between<T>(job: () => Promise<T>): Promise<T> {
    return this.#jobs.run(job);
  }

  /** Ends the race under way, if any, and then does what puts another in its place. */
  change<T>(change: () => T | Promise<T>): Promise<T> {
    this.#gate.stop();
    return this.#changes.run(async () => {
      await this.stop();
      return change();
    });
  }

  /** Within a change: puts a race in place of the last one, whose weights go first: there may be no room for both. */
  adopt(make: () => Race, runId: string): Race {
    this.discard();
    const race = make();
    this.#race = race;
    this.#runId = runId;
    this.#active = 'running';
    this.#gate = new Gate();
    return race;
  }

  /** The same under an id of its own, and tells the page. */
  begin(make: () => Race, { backend, dataset }: Ground): Race {
    const moment = `${Date.now().toString(36)}${(++this.#runCount).toString(36)}`;
    const race = this.adopt(make, '');
    this.#runId = `${dataset.id}-${race.config.seed}-${moment}`;
    this.stamp({ type: 'run.started', config: race.config, backend });
    return race;
  }

  /** Lets the race run until it ends, is stopped or fails. @returns its id */
  drive(race: Race, ground: Ground): string {
    this.stamp({ type: 'run.phase', phase: 'running' });
    const letGo = holdRun(this.#runId);
    const endWatch = this.#sayIfShared(this.#runId);
    const tell = (event: RaceEvent) => this.stamp(event);
    this.#driving = driveRace(race, this.#gate, {
      enqueue: (job) => this.#jobs.run(job),
      broken: this.#hooks.broken,
      event: tell,
      ...checkpointReporter(race, this.#runId, ground, this.checkpoints, tell),
    }).finally(() => {
      endWatch();
      letGo();
    });
    return this.#runId;
  }

  /** Puts a race that was over before it came in place of the last one. */
  show(make: () => Race, ground: Ground): Promise<{ race: Race; runId: string }> {
    return this.change(() => {
      const race = this.begin(make, ground);
      this.#gate.close();
      this.stamp({ type: 'run.phase', phase: 'stopped' });
      return { race, runId: this.#runId };
    });
  }

  discard(): void {
    this.#race?.dispose();
    this.#race = null;
  }

  stamp(event: RaceEvent): void {
    if (event.type === 'run.phase' && event.phase === 'evaluating') this.#active = event.phase;
    this.#hooks.post({ ...event, runId: this.#runId, at: epochNow() } as LabEvent);
  }

  /** Two tabs that train share one device: each is slower, and neither knows why. */
  #sayIfShared(runId: string): () => void {
    const look = async () => {
      if (!(await isAnotherHeld(runId))) return;
      clearInterval(watch);
      this.#hooks.post({ type: 'notes', notes: [sharedDevice] });
    };
    const watch = setInterval(() => void look(), LOOK_FOR_OTHERS_MS);
    void look();
    return () => clearInterval(watch);
  }
}
