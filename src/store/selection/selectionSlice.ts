import type { Slice } from '../kit/slice.ts';
import type { ImageRef, Selection, SelectionSlice } from './state.ts';

type Reads = SelectionSlice;

export const noSelection: Selection = {
  methodId: null,
  side: 'id',
  confidence: null,
  wrongOnly: false,
  contrast: null,
  cell: null,
  label: null,
};

export const mostPins = 6;

export const isSameImage = (a: ImageRef, b: ImageRef) =>
  a.splitId === b.splitId && a.index === b.index;

export const createSelectionSlice: Slice<SelectionSlice, Reads> = (set, get) => ({
  selection: noSelection,
  pins: [],
  select: (change) => set(({ selection }) => ({ selection: { ...selection, ...change } })),
  forgetImages: () => {
    get().select({ cell: null, label: null, contrast: null });
    set({ pins: [] });
  },
  clearSelection: () => set({ selection: noSelection }),
  togglePin: (image) => {
    const { pins } = get();
    const others = pins.filter((pin) => !isSameImage(pin, image));
    if (others.length === pins.length && pins.length >= mostPins) return false;
    set({ pins: others.length < pins.length ? others : [...pins, image] });
    return true;
  },
});
