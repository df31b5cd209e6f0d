import type { Slice } from '../labState.ts';

/** One image of an evaluation split, by its position there. */
export interface ImageRef {
  readonly splitId: string;
  readonly index: number;
}

/** Which images are looked at; shared by diagrams, image list, confusion matrix and classes. */
export interface Selection {
  /** The method whose predictions are listed; null takes the first with a result. */
  readonly methodId: string | null;
  readonly side: 'id' | 'ood';
  /** Brushed confidences, (low, high]; null is all of them. The same range in every diagram. */
  readonly confidence: readonly [low: number, high: number] | null;
  readonly wrongOnly: boolean;
  /** Wrong in the first method, right in the second. */
  readonly contrast: { readonly wrongIn: string; readonly rightIn: string } | null;
  /** One cell of the confusion matrix, class indices. */
  readonly cell: { readonly label: number; readonly predicted: number } | null;
  /** One true class. */
  readonly label: number | null;
}

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

export interface SelectionSlice {
  readonly selection: Selection;
  /** Probes: images whose confidence is drawn over time; at most `mostPins`. */
  readonly pins: readonly ImageRef[];
  select(change: Partial<Selection>): void;
  clearSelection(): void;
  /** Pins or unpins; a seventh is refused and the answer is false. */
  togglePin(image: ImageRef): boolean;
}

export const isSameImage = (a: ImageRef, b: ImageRef) =>
  a.splitId === b.splitId && a.index === b.index;

export const createSelectionSlice: Slice<SelectionSlice> = (set, get) => ({
  selection: noSelection,
  pins: [],
  select: (change) => set(({ selection }) => ({ selection: { ...selection, ...change } })),
  clearSelection: () => set({ selection: noSelection }),
  togglePin: (image) => {
    const { pins } = get();
    const others = pins.filter((pin) => !isSameImage(pin, image));
    if (others.length === pins.length && pins.length >= mostPins) return false;
    set({ pins: others.length < pins.length ? others : [...pins, image] });
    return true;
  },
});
