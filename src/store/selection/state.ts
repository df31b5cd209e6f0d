import type { CorruptionLevel } from '../../protocol/catalogue.ts';
import type { BatchInspection } from '../../protocol/engineApi.ts';
import type { LabErrorShape } from '../../protocol/labError.ts';

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

export interface SelectionSlice {
  readonly selection: Selection;
  /** Probes: images whose confidence is drawn over time; at most `mostPins`. */
  readonly pins: readonly ImageRef[];
  select(change: Partial<Selection>): void;
  clearSelection(): void;
  /** Lets go of classes and images: another dataset has others. */
  forgetImages(): void;
  /** Pins or unpins; a seventh is refused and the answer is false. */
  togglePin(image: ImageRef): boolean;
}

/** One picture, ready for a canvas. */
export interface Picture {
  /** Width and height, px. */
  readonly side: number;
  /** [side, side, 4], opaque. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

export interface PicturesSlice {
  /** Why pictures are missing; null when none is. */
  readonly picturesError: LabErrorShape | null;
  /** Grows with every "try again": whoever misses a picture asks once more. */
  readonly picturesTry: number;
  /** The picture behind a number, as it is or on a rung of the corruption ladder; those asked for together are fetched together. */
  picture(image: ImageRef, corruption?: CorruptionLevel): Promise<Picture>;
  retryPictures(): void;
}

export interface MatrixState {
  /** Whose batch is looked at; null takes the first lane with a teacher, else the last one. */
  readonly methodId: string | null;
  readonly asking: boolean;
  readonly error: LabErrorShape | null;
}

export interface MatrixSlice {
  readonly matrix: MatrixState;
  /** By method, oldest first, one a step. */
  readonly inspections: Readonly<Record<string, readonly BatchInspection[]>>;
  inspectMethod(methodId: string): void;
  /** Looks at the batch that the race trains on next; at most one such look is under way. */
  inspectNow(): Promise<void>;
}
