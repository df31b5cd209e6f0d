import type { LabErrorShape } from './labError.ts';
import { LabError } from './labError.ts';

/** The outcome of a call as plain data: structured clone keeps no code and no hint of an Error. */
export type Settled<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: LabErrorShape };

type Call = (...args: never[]) => unknown;

/** An API whose methods resolve with what happened instead of rejecting. */
export type SettledApi<Api> = {
  readonly [K in keyof Api]: Api[K] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Settled<Awaited<Result>>>
    : never;
};

/** Wraps every method of `target`; `describe` turns what was thrown into something to show. */
export function settle<Api extends object>(
  target: Api,
  describe: (error: unknown) => LabErrorShape,
): SettledApi<Api> {
  const call =
    (name: string) =>
    async (...args: never[]) => {
      try {
        const method = (target as Record<string, Call>)[name]!;
        return { ok: true, value: await method.apply(target, args) };
      } catch (error) {
        return { ok: false, error: describe(error) };
      }
    };
  return new Proxy({} as SettledApi<Api>, { get: (_, name) => call(String(name)) });
}

/** The other side: the value, or a LabError. */
export async function unwrap<T>(settled: Promise<Settled<T>>): Promise<T> {
  const outcome = await settled;
  if (outcome.ok) return outcome.value;
  const { code, message, hint } = outcome.error;
  throw new LabError(code, message, hint);
}
