import { describe, test } from 'vitest';
import { expectReferenceRun } from '../support/referenceRun.ts';
import { tinyClips } from '../support/tinyClip.ts';

describe.each(tinyClips)('%s', (_, tiny) => {
  const { cases, tolerance } = tiny.runs;
  const { loss_rtol: loss, params_atol: params } = tolerance.float32;
  test.each(cases.map((c) => [c.id, c] as const))(
    'every step of %s has equal losses, parts, gradient norms, weights and logits',
    (_, run) => expectReferenceRun(tiny, run, { loss, params, logits: 5e-3 }),
  );
});
