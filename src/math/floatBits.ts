/** Bits of a float32 as a whole number, for what is handed whole numbers alone. */
export const floatBits = (value: number): number =>
  new Uint32Array(Float32Array.of(value).buffer)[0]!;
