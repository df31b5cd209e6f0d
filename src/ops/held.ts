/** Takes a part into what is being made. */
export type Hold = <Part extends { dispose(): void }>(part: Part) => Part;

/**
 * Makes something of several parts that hold memory of the device. If one cannot be made, those before
 * it are disposed of, and the error goes on: nothing is half there.
 *
 * @param make `hold` keeps a part; `release` disposes of all, the last first, once
 */
export function held<Whole>(make: (hold: Hold, release: () => void) => Whole): Whole {
  const parts: { dispose(): void }[] = [];
  const release = () => {
    for (const part of parts.splice(0).reverse()) part.dispose();
  };
  try {
    return make((part) => {
      parts.push(part);
      return part;
    }, release);
  } catch (error) {
    release();
    throw error;
  }
}
