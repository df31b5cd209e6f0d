/** 2 147 483 648 bytes → "2.0 GiB": as memory is counted. */
export const showGib = (bytes: number, digits = 1): string =>
  `${(bytes / 2 ** 30).toFixed(digits)} GiB`;
