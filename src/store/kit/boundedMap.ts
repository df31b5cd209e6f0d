/** A map by name that holds a limited number of values: those that nobody asked for longest leave. */
export class BoundedMap<Value> extends Map<string, Value> {
  readonly #most: () => number;
  readonly #left: (value: Value) => void;

  /**
   * @param most how many it holds, at least 1; asked at every addition
   * @param left told what had to leave
   */
  constructor(most: () => number, left: (value: Value) => void = () => {}) {
    super();
    this.#most = most;
    this.#left = left;
  }

  override get(name: string): Value | undefined {
    const value = super.get(name);
    if (value !== undefined) {
      super.delete(name);
      super.set(name, value);
    }
    return value;
  }

  override set(name: string, value: Value): this {
    super.delete(name);
    super.set(name, value);
    if (this.size <= this.#most()) return this;
    for (const [oldest, leaving] of this) {
      super.delete(oldest);
      this.#left(leaving);
      break;
    }
    return this;
  }
}
