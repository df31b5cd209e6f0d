import { fileURLToPath } from 'node:url';

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What the lab ships: manifest, images and credits. */
export const datasetFolder = fromHere('../../../public/datasets/iconshift/');

/** What only tools need: rendered drawings, pretraining images, contact sheets, the report. */
export const buildFolder = fromHere('../build/');

/** The checkpoint that the lab ships. */
export const modelFolder = fromHere('../../../public/models/iconclip/');
