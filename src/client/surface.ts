type Call = (...args: readonly unknown[]) => unknown;

/**
 * An API of which a few methods are written out, and every other one is `call` with its name: what an
 * API can do is listed once, in its type.
 *
 * @param own  methods that do something of their own
 * @param call what the others do; its result is the method's, which no type checks
 */
export function surface<Api extends object, Own extends keyof Api = never>(
  own: Pick<Api, Own>,
  call: (name: Exclude<keyof Api, Own> & string, args: readonly unknown[]) => unknown,
): Api {
  const get = (target: object, name: string | symbol): unknown => {
    if (Reflect.has(target, name)) return Reflect.get(target, name);
    // Whoever awaits an API asks whether it is a promise.
    if (typeof name === 'symbol' || name === 'then') return undefined;
    return (...args: readonly unknown[]) => call(name as Parameters<typeof call>[0], args);
  };
  return new Proxy(own, { get }) as unknown as Api;
}

/** A method of another API, by name: what `call` hands on to. */
export const methodOf =
  (api: object, name: string): Call =>
  (...args) =>
    (api as Readonly<Record<string, Call>>)[name]!(...args);
