import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../../cli/parseArguments.ts';
import { UsageError } from '../../../cli/usageError.ts';

const parse = (line: string) => parseArguments(line.split(' ').filter(Boolean));
const complaint = (line: string): string => {
  try {
    parse(line);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  throw new Error(`"${line}" was accepted`);
};

describe('parseArguments', () => {
  test('without flags asks for the defaults', () =>
    expect(parse('')).toEqual({
      model: null,
      dataset: null,
      methods: null,
      seeds: [0],
      steps: null,
      batch: null,
      sampling: null,
      settings: [],
      config: null,
      every: null,
      metrics: null,
      backend: 'auto',
      evalLimit: null,
      json: null,
      csv: null,
      logits: false,
      log: null,
      weights: null,
      help: false,
    }));

  test('reads every flag, with a space or an equals sign', () =>
    expect(
      parse(
        '--model tinyclip --dataset=shapes --methods zs,ft --seeds=0,1,2 --steps 30 --batch=16 --lr 1e-3 --set weightDecay=0.2 --set=carot.distillWeight=.5 --sampling random --metrics ece-ts,classwise-ece --backend wasm --eval-limit 200 --json=a.json',
      ),
    ).toEqual({
      model: 'tinyclip',
      dataset: 'shapes',
      methods: ['zs', 'ft'],
      seeds: [0, 1, 2],
      steps: 30,
      batch: 16,
      sampling: 'random',
      settings: [
        ['lr', 0.001],
        ['weightDecay', 0.2],
        ['carot.distillWeight', 0.5],
      ],
      config: null,
      every: null,
      metrics: [
        { metric: 'ece', scaled: true },
        { metric: 'classwiseEce', scaled: false },
      ],
      backend: 'wasm',
      evalLimit: 200,
      json: 'a.json',
      csv: null,
      logits: false,
      log: null,
      weights: null,
      help: false,
    }));

  test.each([
    ['--method zs', /no flag "--method"; the flags are .*--methods/],
    ['--metrics ece,beauty', /--metrics knows no "beauty"; the help lists/],
    ['--metrics accuracy-ts', /--metrics knows no "accuracy-ts"/],
    ['--metrics ece,ece', /--metrics names "ece" twice/],
    ['--steps', /--steps needs a value/],
    ['--steps --batch 4', /--steps needs a value/],
    ['--steps=', /--steps needs a value/],
    ['--steps 0', /--steps must be a whole number from 1 to 100000, not "0"/],
    ['--steps 1e3', /not "1e3"/],
    ['--steps=-3', /not "-3"/],
    ['--batch 1', /from 2 to 4096/],
    ['--backend cpu', /--backend must be auto, webgpu, wasm, not "cpu"/],
    ['--seeds 0,,1', /empty entry/],
    ['--seeds 1,1', /names "1" twice/],
    ['--seeds 4294967296', /not "4294967296"/],
    ['--methods zs,ft,zs', /names "zs" twice/],
    ['--steps 2 --steps 3', /--steps is given twice/],
    ['--help=yes', /--help takes no value/],
    ['zs', /"zs" was not expected/],
    ['--eval-limit 0', /--eval-limit/],
    ['--seeds 01,1', /--seeds must be written without zeros in front, not "01"/],
    ['--steps 0030', /--steps must be written without zeros in front/],
    ['--seeds -1', /not "-1"/],
    ['--set lr', /--set takes a setting and its value, as lr=2e-4, not "lr"/],
    ['--set =3', /not "=3"/],
    ['--seeds=1.5', /not "1.5"/],
    ['--seeds ٣', /not "٣"/],
    ['--seeds=\u202e1', /not "\\u202e1"/],
    ['--steps=\u001b[2J', /not "\\u001b\[2J"/],
    [
      `--seeds ${Array.from({ length: 100_000 }, (_, i) => i).join(',')}`,
      /100000 entries; at most 100/,
    ],
    [`--seeds ${','.repeat(1e6)}`, /1000001 entries/],
    [`--methods ${'x'.repeat(1e6)} --methods y`, /given twice/],
  ])('refuses %.60s', (line, message) => {
    expect(complaint(line)).toMatch(message);
    expect(complaint(line).length).toBeLessThan(300);
  });

  test('returns the seeds it was given', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(2 ** 31 - 1), { minLength: 1 }), (seeds) => {
        expect(parse(`--seeds ${seeds.join(',')}`).seeds).toEqual(seeds);
      }),
    ));
});
