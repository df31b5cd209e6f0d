import * as v from 'valibot';
import { integer, list, mustBe, number, object, readBy, record, text } from '../io/schema.ts';
import type { MethodInfo } from '../protocol/catalogue.ts';
import { LabError } from '../protocol/labError.ts';
import { interval, methodResultSchema, numberOrNaN } from '../results/methodResultSchema.ts';
import { runConfigSchema } from '../results/runConfigSchema.ts';
import type { CellResult } from './cellResult.ts';
import { mostCells } from './design.ts';
import { readDesign } from './readDesign.ts';
import { type StudyFile, studyFile, studyKind } from './studyFile.ts';

/** A file of this many characters is no study of this lab. */
const longest = 64e6;

const settingValue = v.union(
  [text(80, 1), v.pipe(v.number(), v.finite())],
  mustBe('a short text or a number'),
);
const difference = object({ value: numberOrNaN(-1e9, 1e9), interval });
const name = text(80, 1);

const cell = object({
  version: v.literal(1, mustBe('1')),
  id: text(300, 1),
  seed: integer(0, 2 ** 32 - 1),
  at: record(name, settingValue),
  config: runConfigSchema,
  ended: text(40, 1),
  seconds: number(0, 1e8),
  lab: text(40, 1),
  browser: text(200),
  backend: object({
    backend: v.picklist(['webgpu', 'wasm', 'cpu'], mustBe('webgpu, wasm or cpu')),
    adapter: text(300),
    isFallbackAdapter: v.boolean(mustBe('true or false')),
    threads: integer(1, 4096),
  }),
  dataset: object({ id: name, version: name }),
  model: object({ id: name, digest: text(200, 1) }),
  results: list(methodResultSchema, 64, 1),
  differences: list(object({ first: name, second: name, columns: record(name, difference) }), 4096),
  scaling: list(object({ methodId: name, id: difference, ood: difference }), 64),
});

const style = object({
  hue: integer(0, 1000),
  marker: v.picklist(
    ['circle', 'square', 'diamond', 'triangle', 'star', 'cross', 'pentagon'],
    mustBe('a known marker'),
  ),
  open: v.boolean(mustBe('true or false')),
  dashed: v.boolean(mustBe('true or false')),
});
const share = number(0, 1);
const paper = object({
  idAcc: share,
  oodAcc: share,
  idEce: share,
  oodEce: share,
  idEceTs: share,
  oodEceTs: share,
});
const method = object({
  id: name,
  label: name,
  kind: v.picklist(
    ['reference', 'trained', 'interpolation', 'combination', 'imported'],
    mustBe('a kind of method'),
  ),
  summary: text(500),
  source: text(500),
  style,
  paper: v.exactOptional(paper),
});

/**
 * A study out of a file. Its table and verdicts are worked out anew from its races.
 * @throws LabError 'bad-study' that names the place
 */
export function readStudyFile(content: string): StudyFile {
  const refuse = (problem: string): never => {
    throw new LabError(
      'bad-study',
      `This is no study that can be read: ${problem}.`,
      'Choose the study.json that npm run study or this page wrote.',
    );
  };
  if (content.length > longest) refuse('it is too long');
  let value: { kind?: unknown; version?: unknown; design?: unknown };
  try {
    value = JSON.parse(content) ?? {};
  } catch {
    return refuse('it is no JSON');
  }
  if (value.kind !== studyKind) refuse(`its kind is not "${studyKind}"`);
  if (value.version !== 1) refuse('it was written by another version of the lab');
  const design = readDesign(value.design);
  const parts = object({ methods: list(method, 64, 1), cells: list(cell, mostCells) });
  const { methods, cells } = readBy(parts, value, refuse);
  const plain = methods.map((one): MethodInfo => ({ ...one, params: {}, inDefaultRace: false }));
  return studyFile(design, cells as readonly CellResult[], plain);
}
