import type { LabErrorShape } from '../protocol/labError.ts';

/** Whatever kept pictures from being shown, as a message for a person. */
export function toImagesError(thrown: unknown): LabErrorShape {
  const { code, message, hint } = (thrown ?? {}) as Partial<LabErrorShape>;
  return {
    code: code ?? 'images-failed',
    message: message || 'The pictures could not be read.',
    hint: hint ?? 'Try again; if it happens again, reload the page.',
  };
}
