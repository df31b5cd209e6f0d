import { argmax } from '../math/argmax.ts';
import { LabError } from '../protocol/labError.ts';
import { evaluateSplit, evaluationIndices } from './evaluate.ts';
import type { Lab } from './lab.ts';
import type { Lane } from './lane/lane.ts';
import { headOf } from './lane/lane.ts';
import { soupModel } from './mixedModel.ts';
import { evaluationChunk } from './preflight.ts';
import type { RaceStart } from './raceStart.ts';

type Model = Pick<Lane, 'model' | 'state'>;

/** Images of the ID validation split that a model gets right, of all. @throws LabError without that split */
async function validationHits(
  { model, state }: Model,
  method: Lane['method'],
  { dataset, normalisation, limits }: Lab,
  start: RaceStart,
  batchSize: number,
): Promise<number> {
  const split = dataset.splits.find(({ role }) => role === 'val');
  if (!split) {
    throw new LabError(
      'no-val-split',
      `${dataset.label} has no ID validation split to choose a soup on.`,
      'Choose the uniform soup, or another dataset.',
    );
  }
  const indices = evaluationIndices(split, 0);
  const chunk = evaluationChunk(model.config, batchSize, limits);
  const { head, dispose } = headOf(method, model, state, start);
  try {
    const found = await evaluateSplit(model, head, split, { normalisation, indices, chunk });
    const classCount = dataset.classNames.length;
    const isRight = (label: number, i: number) =>
      argmax(found.logits, i * classCount, classCount) === label;
    return found.labels.filter(isRight).length;
  } finally {
    dispose();
  }
}

/**
 * The lanes of a greedy soup: by accuracy on all of ID validation, the best first (of equals, the one that
 * stands first); each stays if the mean of the weights is then no less accurate there.
 *
 * Source: Wortsman et al. 2022, arXiv:2203.05482, recipe 1.
 */
export async function greedyLanes(
  lanes: readonly Lane[],
  lab: Lab,
  start: RaceStart,
  batchSize: number,
): Promise<readonly Lane[]> {
  const hitsOf = (model: Model) => validationHits(model, lanes[0]!.method, lab, start, batchSize);
  const alone: { lane: Lane; hits: number }[] = [];
  for (const lane of lanes) alone.push({ lane, hits: await hitsOf(lane) });
  const [best, ...others] = alone.sort((a, b) => b.hits - a.hits);
  let taken = [best!.lane];
  let { hits } = best!;
  for (const { lane } of others) {
    const soup = soupModel([...taken, lane]);
    try {
      const found = await hitsOf(soup);
      if (found < hits) continue;
      taken = [...taken, lane];
      hits = found;
    } finally {
      soup.dispose();
    }
  }
  return taken;
}
