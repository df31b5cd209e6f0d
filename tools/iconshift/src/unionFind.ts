/** Groups of positions that are joined pair by pair. */
export class UnionFind {
  readonly #parent: Int32Array;

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, i) => i);
  }

  /** The position that stands for the group of `i`. */
  find(i: number): number {
    let root = i;
    while (this.#parent[root] !== root) root = this.#parent[root]!;
    for (let at = i; at !== root; ) {
      const next = this.#parent[at]!;
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }

  join(i: number, j: number): void {
    this.#parent[this.find(i)] = this.find(j);
  }

  /** Every group's members in ascending order; groups in the order of their first member. */
  groups(): readonly (readonly number[])[] {
    const members = new Map<number, number[]>();
    for (let i = 0; i < this.#parent.length; i++) {
      const root = this.find(i);
      const group = members.get(root);
      if (group) group.push(i);
      else members.set(root, [i]);
    }
    return [...members.values()];
  }
}
