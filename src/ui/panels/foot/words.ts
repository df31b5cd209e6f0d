/** The line at the end of the page. */
export const words = {
  privacy: 'Images and weights stay in this tab.',
  plainHttp:
    'This page came by plain http. By https:// the browser would add threads, WebGPU and a lab that opens offline; the numbers are the same.',
  parameters: 'parameters',
  classes: 'classes',
  side: (pixels: number) => `${pixels} px`,
  credits: 'image credits',
} as const;
