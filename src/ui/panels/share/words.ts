/** The share menu, and files dropped on the page. */
export const words = {
  label: 'Share',
  title: 'Share and download',
  drop: 'Drop a run (.json) or weights (.safetensors) to open it',
} as const;
