/** The line at the end of the page. */
export const words = {
  privacy: 'Images and weights stay in this browser.',
  plainHttp:
    'This page was opened over plain http. Over https:// the lab could use threads and WebGPU, and would open offline; the numbers are the same.',
  parameters: 'parameters',
  classes: 'classes',
  side: (pixels: number) => `${pixels} px`,
  credits: 'image credits',
} as const;
