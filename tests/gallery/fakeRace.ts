import type { LabEvent } from '../../src/protocol/events.ts';
import type { RunConfig } from '../../src/protocol/runConfig.ts';
import { toRunConfig } from '../../src/store/run/setupSlice.ts';
import type { SetupState } from '../../src/store/run/state.ts';
import { fakeEvaluation } from './fakeLogits.ts';
import { backend, catalogue } from './fixtures.ts';

const runId = 'run-1';

/** A race of the length that fixtures are made for, whatever the lab's own default is. */
export const fakeLength = <Config extends Pick<RunConfig, 'evaluation'>>(config: Config) => ({
  ...config,
  steps: 152,
  evaluation: { ...config.evaluation, everySteps: 19 },
});

/** What "Start" would run from this setup, at that length. */
export const fakeConfig = (setup: SetupState): RunConfig =>
  fakeLength(toRunConfig(setup, catalogue, 0.5));

/** The events of a race up to `until`, as the worker would post them; with logits if asked. */
export function fakeRace(config: RunConfig, until: number, withLogits = false): LabEvent[] {
  const events: LabEvent[] = [{ type: 'run.started', runId, at: Date.now(), config, backend }];
  const trained = config.lanes.filter(
    ({ methodId }) => catalogue.methods.find(({ id }) => id === methodId)?.kind === 'trained',
  );
  const evaluated = (methodId: string, step: number, scope: 'live' | 'full', alpha?: number) => {
    const about = { runId, methodId, step, scope, alpha };
    if (withLogits) events.push(...fakeEvaluation({ ...about, progress: step / config.steps }));
    else events.push({ type: 'evaluation.done', at: Date.now(), ...about });
  };
  for (const { methodId } of config.lanes) evaluated(methodId, 0, 'live');
  for (let step = 1; step <= until; step += 1) {
    trained.forEach(({ methodId }, lane) => {
      const noise = 0.25 * Math.sin(step * (1.7 + lane)) * Math.cos(step * 0.61);
      const main = 1.3 + 1.9 * Math.exp(-step / 45) + 0.25 * lane + 0.4 * noise;
      const kl = 0.35 * (1 - Math.exp(-step / 40)) + 0.04 * noise;
      const parts: Record<string, number> =
        methodId === 'carot'
          ? { contrastive: main, distillation: kl }
          : { [lane === 0 ? 'crossEntropy' : 'contrastive']: main };
      events.push({
        type: 'train.step',
        runId,
        at: Date.now(),
        methodId,
        step,
        loss: Object.values(parts).reduce((sum, part) => sum + part, 0),
        parts,
        diagnostics: methodId === 'carot' ? { teacherPretrainedWeight: 0.99 ** step } : {},
        learningRate: 4e-4 * Math.min(step / 15, 0.5 + 0.5 * Math.cos((step / 152) * Math.PI)),
        gradNorm: 2.2 + lane + 3 * Math.abs(noise),
        logitScale: 14.2 + 0.01 * step * (lane - 0.6),
        stepMs: 80 + 31 * lane + 6 * noise,
      });
    });
    if (step % config.evaluation.everySteps === 0) {
      for (const { methodId } of trained) evaluated(methodId, step, 'live');
    }
  }
  if (until >= config.steps) {
    for (const { methodId } of config.lanes) evaluated(methodId, until, 'full');
    for (const { methodId, alpha } of config.views) evaluated(methodId, until, 'full', alpha);
    events.push({ type: 'run.phase', runId, at: Date.now(), phase: 'finished' });
  }
  return events;
}
