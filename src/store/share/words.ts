import { showBytes } from '../../math/units.ts';

/** What the store says of files, and what it writes into them. */
export const words = {
  noResults: {
    message: 'There are no results to download yet.',
    hint: 'Start a race, or open a kept run.',
  },
  notLoaded: {
    message: 'The chosen model and data are not loaded yet.',
    hint: 'Wait until they are, then export again.',
  },
  notReady: {
    message: 'The lab does not know its methods yet.',
    hint: 'Wait until it says that it is ready, then open the file again.',
  },
  settingsTaken: 'The settings of the file are taken over: Start runs them.',
  otherData: (theirs: string, here: string) =>
    `They were made for ${theirs}; this page has ${here}, so the numbers will differ.`,
  measuring: (name: string) =>
    `The weights of ${name} are being read and measured on every image, beside the pretrained model.`,
  wrongFile: (name: string) => ({
    message: `The lab cannot open ${name}.`,
    hint: 'It opens runs and experiments saved as .json and weights of a CLIP model as .safetensors.',
  }),
  empty: (name: string) => ({
    message: `The file ${name} is empty.`,
    hint: 'Download or save it again.',
  }),
  tooLarge: (name: string, mostBytes: number) => ({
    message: `The file ${name} is larger than the ${showBytes(mostBytes)} that the lab opens.`,
    hint: 'Choose a run or weights that this lab has saved.',
  }),
  knobs: (temperature: number | 'own', count: number, mass: boolean) =>
    `${temperature === 'own' ? 'each method at its own T*' : `T ${temperature}`} · ${count} bins${mass ? ', equal mass' : ''}`,
  tableNote:
    'Percent where no other unit is named. OOD: mean over the sets. TS: after temperature scaling, T* fitted on the ID validation set',
  tableImages: (id: number, ood: number, bins: string) =>
    `${id} images ID, ${ood} OOD; ECE with ${bins}.`,
  importedNote: 'Imported from a file, not made on this page.',
  atPreset: 'default settings',
  bins: (count: number, mass: boolean) => `${count} bins${mass ? ', equal mass' : ''}`,
} as const;

/** Columns of a table's CSV beyond the values. */
export const factNames = {
  accLow: 'ID acc low',
  accHigh: 'ID acc high',
  eceLow: 'ID ECE low',
  eceHigh: 'ID ECE high',
  floor: 'ID noise floor',
  idImages: 'ID images',
  oodImages: 'OOD images',
} as const;
