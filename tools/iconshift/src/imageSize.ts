/** S: side of a rendered drawing in pixels. */
export const imageSize = 48;
/** Bytes of one rendered drawing, [S, S, 4]. */
export const imageBytes = imageSize * imageSize * 4;
