/** What jax-js uses of the helpers of iterators, which Node has from version 22 on. */
const helpers = {
  *map<T, U>(this: Iterable<T>, made: (value: T, index: number) => U) {
    let index = 0;
    for (const value of this) yield made(value, index++);
  },
  *filter<T>(this: Iterable<T>, keeps: (value: T, index: number) => boolean) {
    let index = 0;
    for (const value of this) if (keeps(value, index++)) yield value;
  },
  toArray<T>(this: Iterable<T>) {
    return [...this];
  },
  some<T>(this: Iterable<T>, holds: (value: T) => boolean) {
    return [...this].some((value) => holds(value));
  },
  every<T>(this: Iterable<T>, holds: (value: T) => boolean) {
    return [...this].every((value) => holds(value));
  },
};

/** Adds those that are missing. */
export function addIteratorHelpers(): void {
  const prototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  for (const [name, value] of Object.entries(helpers)) {
    if (name in prototype) continue;
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}
