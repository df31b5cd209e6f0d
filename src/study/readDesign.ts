import * as v from 'valibot';
import { integer, list, mustBe, object, readBy, text } from '../io/schema.ts';
import { LabError } from '../protocol/labError.ts';
import { runConfigSchema } from '../results/runConfigSchema.ts';
import { mostAxes, mostCells, type StudyDesign } from './design.ts';

const value = v.union(
  [text(80, 1), v.pipe(v.number(), v.finite())],
  mustBe('a short text or a number'),
);

const schema = object({
  version: v.literal(1, mustBe('1')),
  name: text(80, 1),
  seeds: list(integer(0, 2 ** 32 - 1), mostCells, 1),
  axes: list(object({ setting: text(80, 1), values: list(value, mostCells, 1) }), mostAxes),
});

/**
 * A study's design out of a file. Whether its races can be run is for `studyCells` to say.
 * @param value parsed JSON
 * @throws LabError 'bad-design' that names the place
 */
export function readDesign(value: unknown): StudyDesign {
  const refuse = (problem: string): never => {
    throw new LabError(
      'bad-design',
      `The design of the study cannot be read: ${problem}.`,
      'Mend the file, or make one with npm run study.',
    );
  };
  const design = readBy(schema, value, refuse);
  const given = (value as { readonly config?: unknown }).config;
  if (given === null || typeof given !== 'object') return refuse('config must be an object');
  const { seed: _, ...config } = readBy(runConfigSchema, { ...given, seed: 0 }, refuse, 'config');
  return { ...design, config };
}
