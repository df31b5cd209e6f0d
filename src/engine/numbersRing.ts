import * as tf from '../ops/tf.ts';
import type { StepEvent } from '../protocol/events.ts';
import { checkLoss } from './errors.ts';
import { numbersOf, type PendingNumbers } from './lane/trainStep.ts';

/** A step that the device has been given, and may not have done yet. */
export interface BegunStep extends PendingNumbers {
  readonly methodId: string;
  /** The method's name for people. */
  readonly label: string;
  /** Updates done with this one. */
  readonly step: number;
  readonly learningRate: number;
  /** performance.now() when it was begun. */
  readonly startedAt: number;
}

export type StepDone = Omit<StepEvent, 'runId' | 'at'>;

interface Reading {
  readonly steps: readonly BegunStep[];
  readonly values: Promise<ArrayLike<number>>;
}

/**
 * Numbers of steps on their way back from the device, so that the next step is begun before those of
 * the last have come. What was begun comes out in its order, none left out.
 */
export class NumbersRing {
  readonly #inFlight: number;
  /** Steps whose numbers are read in one go. */
  readonly #every: number;
  #waiting: BegunStep[] = [];
  readonly #readings: Reading[] = [];
  /** Read, and not yet handed out: whoever asks next gets them, also where another has stopped asking. */
  readonly #done: StepDone[] = [];
  #doneAt = 0;
  #failure: { readonly error: unknown; readonly step: BegunStep } | null = null;

  /** @param inFlight steps that may be unread when the next is begun; 0: each is read at once */
  constructor(inFlight: number) {
    this.#inFlight = inFlight;
    this.#every = inFlight > 1 ? 2 : 1;
  }

  /** The step whose numbers could not be true. */
  get failed(): BegunStep | null {
    return this.#failure?.step ?? null;
  }

  /** Takes over the step's tensor. */
  push(step: BegunStep): void {
    this.#waiting.push(step);
    if (this.#waiting.length >= this.#every) this.#read();
  }

  /** What must be waited for before another step is begun. @throws LabError for a loss that cannot be true */
  async *ready(): AsyncGenerator<StepDone> {
    yield* this.#downTo(this.#inFlight);
  }

  /** All that is on its way. @throws LabError for a loss that cannot be true; again, if asked again */
  async *settle(): AsyncGenerator<StepDone> {
    this.#read();
    yield* this.#downTo(0);
  }

  dispose(): void {
    tf.dispose(this.#waiting.map(({ packed }) => packed));
    this.#waiting = [];
  }

  async *#downTo(most: number): AsyncGenerator<StepDone> {
    const unread = () =>
      this.#readings.reduce((sum, { steps }) => sum + steps.length, this.#waiting.length);
    for (;;) {
      const next = this.#done.shift();
      if (next) yield next;
      else if (this.#failure) throw this.#failure.error;
      else if (unread() <= most) return;
      else await this.#takeOldest();
    }
  }

  async #takeOldest(): Promise<void> {
    const [reading] = this.#readings;
    if (!reading) return this.#read();
    const values = Array.from(await reading.values);
    this.#readings.shift();
    // Of steps that overlap, each has taken what the ones before have left.
    const now = performance.now();
    const stepMs =
      (now - Math.max(this.#doneAt, reading.steps[0]!.startedAt)) / reading.steps.length;
    this.#doneAt = now;
    let offset = 0;
    for (const begun of reading.steps) {
      const { methodId, label, step, learningRate, packed } = begun;
      const numbers = numbersOf(begun, values.slice(offset, offset + packed.size));
      offset += packed.size;
      // The others have done their steps, and say so; of one that diverged nothing more is told.
      if (this.#failure?.step.methodId === methodId) continue;
      try {
        checkLoss(numbers.loss, numbers.gradNorm, label, step);
      } catch (error) {
        this.#failure ??= { error, step: begun };
        continue;
      }
      this.#done.push({ type: 'train.step', methodId, step, learningRate, stepMs, ...numbers });
    }
  }

  /** Begins to read what waits. */
  #read(): void {
    const steps = this.#waiting;
    if (steps.length === 0) return;
    this.#waiting = [];
    const each = steps.map(({ packed }) => packed);
    const all = tf.concat(each);
    const values = all.data<'float32'>().finally(() => all.dispose());
    // Whoever waits for it hears of it; until then nobody needs to.
    values.catch(() => {});
    tf.dispose(each);
    this.#readings.push({ steps, values });
  }
}
