"""Training batches as a pure function of (seed, step), so that any step can be replayed alone."""

from dataclasses import dataclass
from functools import lru_cache
from typing import List, Tuple

import numpy as np

from .dataset import Split
from .philox import STREAMS, Rng

_WHITE = 255


@dataclass(frozen=True)
class DrawnBatch:
    """Which images a step sees and how; all arrays have one entry an item."""

    #: [B] positions within the train split
    indices: np.ndarray
    #: [B] class of each
    labels: np.ndarray
    #: [B] prompt template of each caption
    templates: np.ndarray
    #: [B, 2] pixels to the right and down
    shifts: np.ndarray

    def part(self, rows: slice) -> "DrawnBatch":
        """Some of the items."""
        return DrawnBatch(*(values[rows] for values in vars(self).values()))


class Sampler:
    """Draws the batches of a run.

    sampling 'random' goes through shuffled epochs: epoch = step // (N // B), its order is 0 … N − 1
    shuffled by stream batch_order, substream epoch; the N mod B left over are dropped.

    sampling 'distinct' takes one image of each of B classes: the first B of 0 … K − 1 shuffled by
    stream class_draw, substream step, in that order. Draw n of a class (from 0) with m images is
    number n mod m of pass p = n // m, in which they are shuffled by stream class_order,
    substream p·K + class.

    Captions: one below(templates) an item, stream template, substream step. Shifts: dx then dy an
    item, each below(2·max_shift + 1) − max_shift, stream shift, substream step.
    """

    def __init__(
        self,
        labels: np.ndarray,
        class_count: int,
        *,
        batch_size: int,
        seed: int,
        max_shift: int,
        template_count: int,
        sampling: str,
    ):
        self._labels = labels
        self._class_count = class_count
        self._batch_size = batch_size
        self._seed = seed
        self._max_shift = max_shift
        self._template_count = template_count
        if sampling == "random":
            if batch_size > len(labels):
                raise ValueError(
                    f"{len(labels)} training images do not fill a batch of {batch_size}"
                )
            self._indices_at = self._random_indices
            self._epoch_order = lru_cache(maxsize=2)(self._shuffled_epoch)
        elif sampling == "distinct":
            if batch_size > class_count:
                raise ValueError(f"{class_count} classes do not fill a batch of {batch_size}")
            self._members = [np.flatnonzero(labels == c) for c in range(class_count)]
            if min(map(len, self._members)) == 0:
                raise ValueError("a class has no training image, so it cannot be drawn")
            self._indices_at = self._distinct_indices
            # Row s: how often each class was drawn in the steps before s.
            self._drawn: List[np.ndarray] = [np.zeros(class_count, dtype=np.int64)]
            self._class_order = lru_cache(maxsize=4 * class_count)(self._shuffled_class)
        else:
            raise ValueError(f"sampling must be 'distinct' or 'random', not {sampling!r}")

    def batch_at(self, step: int) -> DrawnBatch:
        """The batch of an optimiser step, counted from 0."""
        indices = self._indices_at(step)
        size, reach = len(indices), self._max_shift
        captions = Rng(self._seed, STREAMS["template"], step)
        moves = Rng(self._seed, STREAMS["shift"], step)
        templates = [captions.below(self._template_count) for _ in range(size)]
        shifts = [moves.below(2 * reach + 1) - reach for _ in range(2 * size)]
        return DrawnBatch(
            indices, self._labels[indices], np.array(templates), np.array(shifts).reshape(size, 2)
        )

    def _random_indices(self, step: int) -> np.ndarray:
        epoch, position = divmod(step, len(self._labels) // self._batch_size)
        start = position * self._batch_size
        return self._epoch_order(epoch)[start : start + self._batch_size]

    def _shuffled_epoch(self, epoch: int) -> np.ndarray:
        order = list(range(len(self._labels)))
        Rng(self._seed, STREAMS["batch_order"], epoch).shuffle(order)
        return np.array(order)

    def _distinct_indices(self, step: int) -> np.ndarray:
        classes = self._classes_at(step)
        while len(self._drawn) <= step:
            counts = self._drawn[-1].copy()
            counts[self._classes_at(len(self._drawn) - 1)] += 1
            self._drawn.append(counts)
        return np.array([self._draw(c, self._drawn[step][c]) for c in classes])

    def _classes_at(self, step: int) -> List[int]:
        order = list(range(self._class_count))
        Rng(self._seed, STREAMS["class_draw"], step).shuffle(order)
        return order[: self._batch_size]

    def _draw(self, label: int, count: int) -> int:
        done, position = divmod(int(count), len(self._members[label]))
        return self._class_order(label, done)[position]

    def _shuffled_class(self, label: int, done: int) -> List[int]:
        order = self._members[label].tolist()
        Rng(self._seed, STREAMS["class_order"], done * self._class_count + label).shuffle(order)
        return order


def shifted_pixels(split: Split, batch: DrawnBatch) -> np.ndarray:
    """The images of a batch, moved by its shifts; white enters. [B, S, S, 3] uint8."""
    side = split.pixels.shape[1]
    moved = np.full((len(batch.indices), *split.pixels.shape[1:]), _WHITE, dtype=np.uint8)
    for target, index, (dx, dy) in zip(moved, batch.indices, batch.shifts):
        to_x, from_x = _overlap(side, dx)
        to_y, from_y = _overlap(side, dy)
        target[to_y, to_x] = split.pixels[index][from_y, from_x]
    return moved


def _overlap(side: int, move: int) -> Tuple[slice, slice]:
    """Where a row moved by some pixels lands, and where that part came from."""
    length = max(0, side - abs(move))
    to, source = max(0, move), max(0, -move)
    return slice(to, to + length), slice(source, source + length)
