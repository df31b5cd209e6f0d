import type { Lab } from '../../src/engine/lab.ts';
import { entryOf } from '../../src/engine/offer.ts';
import { Race } from '../../src/engine/race.ts';
import type { RunConfig } from '../../src/protocol/runConfig.ts';
import { summarise } from '../../src/results/summarise.ts';

/** What a seeded race comes to, method by method. */
export interface RaceNumbers {
  readonly [methodId: string]: {
    readonly loss: readonly number[];
    readonly gradNorm: readonly number[];
    readonly logitScale: readonly number[];
    /** By set: accuracy, ECE, mean confidence, NLL at the end. */
    readonly sets: Readonly<Record<string, readonly number[]>>;
  };
}

const asShown = { temperature: 1, binCount: 15, binning: 'width', draws: 0 } as const;

export async function raceNumbers(config: RunConfig, lab: Lab): Promise<RaceNumbers> {
  const race = new Race(config, lab, entryOf);
  const numbers: Record<
    string,
    { loss: number[]; gradNorm: number[]; logitScale: number[]; sets: Record<string, number[]> }
  > = {};
  for await (const event of race.train()) {
    if (event.type !== 'train.step' && event.type !== 'evaluation') continue;
    numbers[event.methodId] ??= { loss: [], gradNorm: [], logitScale: [], sets: {} };
    const own = numbers[event.methodId]!;
    if (event.type === 'train.step') {
      own.loss.push(event.loss);
      own.gradNorm.push(event.gradNorm);
      own.logitScale.push(event.logitScale);
    } else {
      const { logits, labels, classCount } = event;
      const found = summarise(logits, labels, classCount, asShown);
      own.sets[event.splitId] = [found.accuracy, found.ece, found.meanConfidence, found.nll];
    }
  }
  race.dispose();
  return numbers;
}
