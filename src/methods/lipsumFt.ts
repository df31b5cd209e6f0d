import { energyGap } from '../losses/energyGap.ts';
import * as tf from '../ops/tf.ts';
import { ft } from './ft.ts';
import { defineMethod } from './method.ts';
import { numberParam } from './params.ts';

const count = (label: string, help: string, value: number, max: number) =>
  ({ kind: 'number', label, help, default: value, min: 1, max, step: 1 }) as const;

/**
 * Lipsum-FT: standard fine-tuning whose images keep the similarities to random texts that they had,
 * L = CE + λ·(1/2M) Σ of the squared changes, M fresh texts of random tokens each step.
 */
export const lipsumFt = defineMethod({
  ...ft,
  id: 'lipsum-ft',
  label: 'Lipsum-FT',
  summary: 'Standard fine-tuning that keeps how similar images are to random nonsense texts.',
  source: 'Nam et al. 2024, arXiv:2404.00860 (ICLR)',
  params: {
    ...ft.params,
    textWeight: {
      kind: 'number',
      label: 'Random texts λ',
      help: 'Weight of the squared change of similarities. Published: 1.',
      default: 1,
      min: 0,
      max: 100,
      step: 0.1,
    },
    textCount: count('Random texts in a step', 'Fresh ones each step. Published: 80.', 80, 512),
    textTokens: count(
      'Random tokens in a text',
      'Between its beginning and end, as many as fit the model. Published: 8.',
      8,
      64,
    ),
  },
  style: { hue: 6, marker: 'triangle', open: false, dashed: false },
  paper: undefined,
  inDefaultRace: false,
  teacher: 'frozen',
  randomTexts: (params) => ({
    count: numberParam(params, 'textCount'),
    tokens: numberParam(params, 'textTokens'),
  }),
  lossParts: (step) => {
    const { student, teacher, randomTexts, model, params } = step;
    const gap = energyGap(
      student.imageEmbeds,
      teacher!.imageEmbeds,
      randomTexts!,
      model.logitScale(),
    );
    const texts = tf.mul(gap, numberParam(params, 'textWeight'));
    return { ...ft.lossParts(step), randomTexts: texts as tf.Scalar };
  },
});
