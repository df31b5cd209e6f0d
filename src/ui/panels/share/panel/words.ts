/** What can leave the page, and come back. */
export const words = {
  working: 'One moment…',
  downloaded: 'Downloaded.',
  link: {
    title: 'Link to this setup',
    copy: 'Copy link',
    copied: 'Link copied.',
    help: 'Methods, settings and views, in the address itself. It starts nothing by itself, and carries no images or weights. By hand: ?seed=7&steps=600&methods=ft,carot',
  },
  results: {
    title: 'Results',
    csv: 'Images, CSV',
    json: 'Run, JSON',
    latex: 'Copy LaTeX',
    markdown: 'Copy Markdown',
    copied: (format: string) => `${format} table copied.`,
    help: 'CSV: a row per image with its prediction and confidence. JSON: everything but weights; opens here again. Charts: point at one, and SVG and PNG appear above it.',
    none: 'They come with the first results.',
  },
  weights: {
    title: 'Weights, safetensors',
    help: 'They load with CLIPModel of the Python package transformers.',
    none: 'They come with a race, while the engine holds it.',
  },
  open: {
    title: 'Open a file',
    choose: 'Choose a run or weights…',
    help: 'Or drop it anywhere on the page. It stays on this machine.',
  },
} as const;
