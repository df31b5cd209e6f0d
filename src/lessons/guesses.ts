import { createRng, rngStreams } from '../math/rng.ts';
import type { LabState } from '../store/labState.ts';
import type { KeptSplit } from '../store/results/logitsVault.ts';
import { shownEntry } from '../store/results/shown.ts';

/** A picture, the two things that it may be, and what a model says between the same two. */
export interface Question {
  readonly splitId: string;
  readonly index: number;
  /** Class indices; the true one is either. */
  readonly options: readonly [number, number];
  readonly truth: number;
  /** The model's confidence in the one that it holds likelier, 0.5 to 1. */
  readonly modelConfidence: number;
  readonly modelRight: boolean;
}

/** An answer, and how sure whoever gave it was. */
export interface Guess {
  readonly confidence: number;
  readonly right: boolean;
}

/** What a student can say of one of the two; who tosses a coin is right half of the time. */
export const sureness = [1, 0.9, 0.7, 0.5] as const;

export const questionCount = 20;

/** Bands of the model's confidence from which as many pictures are taken: something of each. */
const bands = 5;

/** The true class against what the model holds likeliest beside it, picture by picture. */
export function questionsOf({
  splitId,
  logits,
  labels,
  indices,
  classCount,
}: KeptSplit): Question[] {
  return Array.from(labels, (truth, row) => {
    const logit = (k: number) => logits[row * classCount + k]!;
    let other = truth === 0 ? 1 : 0;
    for (let k = 0; k < classCount; k++) if (k !== truth && logit(k) > logit(other)) other = k;
    const margin = logit(truth) - logit(other);
    const modelConfidence = 1 / (1 + Math.exp(-Math.abs(margin)));
    const index = indices[row]!;
    const options = [truth, other] as const;
    return { splitId, index, options, truth, modelConfidence, modelRight: margin > 0 };
  });
}

/** In an order that a seed makes. */
function shuffled<Item>(items: readonly Item[], rng: ReturnType<typeof createRng>): Item[] {
  const order = Int32Array.from(items.keys());
  rng.shuffle(order);
  return Array.from(order, (at) => items[at]!);
}

/**
 * Twenty questions out of an evaluation's test sets, the same for the same round. They are chosen by
 * how sure the model is and never by whether it is right, so that its own dots are fair.
 *
 * @param splits of one evaluation; the validation set is left out
 */
export function drawQuestions(splits: readonly KeptSplit[], round: number): readonly Question[] {
  const rng = createRng(round, rngStreams.lesson);
  const all = shuffled(splits.filter(({ role }) => role !== 'val').flatMap(questionsOf), rng);
  const band = ({ modelConfidence }: Question) =>
    Math.min(bands - 1, Math.floor((modelConfidence - 0.5) * 2 * bands));
  const drawn = Array.from({ length: bands }, (_, b) =>
    all.filter((question) => band(question) === b).slice(0, questionCount / bands),
  ).flat();
  const rest = all.filter((question) => !drawn.includes(question));
  const enough = [...drawn, ...rest].slice(0, questionCount);
  return shuffled(enough, rng).map((question) => ({
    ...question,
    options: rng.below(2) === 0 ? question.options : [question.options[1], question.options[0]],
  }));
}

/** The logits of the pretrained model, or of whatever the page has first; null before any. */
export function questionSplits(state: LabState): readonly KeptSplit[] | null {
  const methods = state.engine.catalogue?.methods ?? [];
  const first = [...methods].sort(
    (a, b) => Number(b.kind === 'reference') - Number(a.kind === 'reference'),
  );
  for (const { id } of first) {
    const entry = shownEntry(state, id);
    const splits = entry && state.vault.get(entry.key);
    if (splits?.some(({ role }) => role !== 'val')) return splits;
  }
  return null;
}

/** Answers of one level of confidence. */
export interface Dot {
  readonly confidence: number;
  readonly right: number;
  readonly of: number;
}

/** Answers sorted into the levels that students have, at their own mean confidence. */
export function dotsOf(guesses: readonly Guess[]): readonly Dot[] {
  const nearest = (confidence: number) =>
    sureness.reduce((best, level) =>
      Math.abs(level - confidence) < Math.abs(best - confidence) ? level : best,
    );
  return sureness.flatMap((level) => {
    const own = guesses.filter(({ confidence }) => nearest(confidence) === level);
    if (own.length === 0) return [];
    const sum = own.reduce((total, { confidence }) => total + confidence, 0);
    return [
      {
        confidence: sum / own.length,
        right: own.filter(({ right }) => right).length,
        of: own.length,
      },
    ];
  });
}

/** How sure and how right, over all answers. */
export function tallyOf(guesses: readonly Guess[]) {
  const right = guesses.filter(({ right }) => right).length;
  const sum = guesses.reduce((total, { confidence }) => total + confidence, 0);
  const n = guesses.length;
  return { n, right, accuracy: right / n, meanConfidence: sum / n };
}
