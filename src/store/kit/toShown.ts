import type { LabErrorShape } from '../../protocol/engineApi.ts';

/** Any thrown thing as an error that can be shown: what happened, and what to do. */
export function toShown(thrown: unknown): LabErrorShape {
  const { code, message, hint } = (thrown ?? {}) as Partial<LabErrorShape>;
  return {
    code: code ?? 'unexpected',
    message: message || 'Something unexpected happened in the lab.',
    hint: hint ?? 'Try again; if it happens again, reload the page.',
  };
}
