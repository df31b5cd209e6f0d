import type { LabErrorShape } from '../../protocol/labError.ts';
import { unexpected } from './words.ts';

/** Any thrown thing as an error that can be shown: what happened, and what to do. */
export function toShown(thrown: unknown): LabErrorShape {
  const { code, message, hint } = (thrown ?? {}) as Partial<LabErrorShape>;
  return {
    code: code ?? 'unexpected',
    message: message || unexpected.message,
    hint: hint ?? unexpected.hint,
  };
}
