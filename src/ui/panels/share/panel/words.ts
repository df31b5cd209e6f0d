/** What can leave the page, and come back. */
export const words = {
  working: 'One moment…',
  downloaded: 'Downloaded.',
  link: {
    title: 'Link to this setup',
    copy: 'Copy link',
    copied: 'Link copied.',
    help: 'The address itself holds the methods, the settings and what is shown. Opening it starts nothing; it carries no images or weights. By hand: ?seed=7&steps=600&methods=ft,carot',
  },
  results: {
    title: 'Results',
    csv: 'Images, CSV',
    logits: 'Images and logits, CSV',
    json: 'Run, JSON',
    table: 'Table, CSV',
    steps: { csv: 'Steps, CSV', tensorboard: 'Steps, TensorBoard' },
    latex: 'Copy LaTeX',
    markdown: 'Copy Markdown',
    copied: (format: string) => `${format} table copied.`,
    help: 'Images: one row each, with prediction, confidence, NLL and Brier score, or every logit too. JSON: everything but the weights; the lab can open it again. Table: the columns chosen in Results. Steps: loss, its parts and the rest of the training log, for tensorboard --logdir or Weights & Biases. Charts: point at one, and SVG and PNG appear above it.',
    none: 'Available with the first results.',
  },
  weights: {
    title: 'Weights, safetensors',
    help: 'They load with CLIPModel of the Python package transformers.',
    none: 'Available while the engine holds the weights of a race.',
  },
  class: {
    title: 'Class',
    link: 'Link for a class…',
    handIn: 'Hand in a race…',
    collect: 'Collect hand-ins…',
    help: 'Same race for everyone, each with a seed of their own; results come together on this machine, without a server.',
  },
  cluster: {
    title: 'Run this on a cluster',
    export: 'Export experiment',
    copy: 'Copy command',
    copied: 'Command copied.',
    help: 'The race as it is set up, on the same batches. There it needs this lab’s repository and Python with torch, numpy, safetensors and tokenizers; put the file into the folder tools/pytorch. With several GPUs, write torchrun --nproc_per_node=4 in the place of python.',
  },
  open: {
    title: 'Open a file',
    choose: 'Choose a run, settings or weights…',
    help: 'Runs (.json), experiments with their settings (.json), weights (.safetensors). Or drop one anywhere on the page. It stays on this machine.',
  },
} as const;
