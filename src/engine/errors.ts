import type { LabErrorShape } from '../protocol/labError.ts';
import { LabError } from '../protocol/labError.ts';

/** A loss that cannot be true stops its run here, before it becomes a curve. */
export function checkLoss(loss: number, gradNorm: number, method: string, step: number): void {
  if (Number.isFinite(loss) && loss !== 0 && !Number.isFinite(gradNorm)) {
    throw new LabError(
      'bad-gradient',
      `The gradient of ${method} was not finite at step ${step}.`,
      'The training diverged. Lower the learning rate and run again.',
    );
  }
  if (Number.isFinite(loss) && loss !== 0) return;
  const what = loss === 0 ? 'exactly 0' : Number.isNaN(loss) ? 'not a number' : 'infinite';
  throw new LabError(
    'bad-loss',
    `The loss of ${method} was ${what} at step ${step}.`,
    loss === 0
      ? 'The device returned empty buffers, or the batch held no pair to compare. Restart the engine; then try another batch size, or WASM.'
      : 'The training diverged. Lower the learning rate, or keep gradient clipping on, and run again.',
  );
}

/** Something was asked for before the engine had what it takes. */
export const notReady = (what: string) =>
  new LabError(
    'not-ready',
    `The engine has no ${what} yet.`,
    'Wait until the lab says it is ready.',
  );

const shaped = (error: unknown): error is LabErrorShape =>
  error instanceof Error && 'code' in error && 'hint' in error;

/** The one place where anything thrown becomes a message for a person. */
export function describeError(error: unknown): LabErrorShape {
  if (shaped(error)) return { code: String(error.code), message: error.message, hint: error.hint };
  const message = error instanceof Error ? error.message : String(error);
  if (
    error instanceof RangeError ||
    /out of memory|memory access out of bounds|OOM/i.test(message)
  ) {
    return {
      code: 'out-of-memory',
      message: `The engine ran out of memory: ${message}`,
      hint: 'Restart the engine and use a smaller batch or fewer methods at once.',
    };
  }
  return {
    code: error instanceof Error ? error.name : 'unknown',
    message,
    hint: 'Restart the engine and try again. If it stays, export what you have and report the message.',
  };
}
