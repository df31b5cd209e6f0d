"""The pretraining icons: read once, kept on the device as bytes, drawn by weight.

A folder holds `pretraining.json` = {imageSize, icons: [{set, icon, concept, names, style, class,
palette}]} and `pretraining.rgba`, raw uint8 [n, S, S, 4] with straight alpha, in the same order.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional

import numpy as np
import torch
from torch import Tensor

from .pretraining_shapes import cached_enclosed_shapes, unpack_rows

#: Styles of which the list has few, drawn more often.
RARE_STYLES = frozenset(("color", "emoji", "pixel", "sketch"))

#: Mean alpha (0..255) outside of which an icon is taken for empty, or for a full square.
INK_RANGE = (4, 250)


@dataclass(frozen=True)
class DrawOptions:
    #: sets that must draw a concept
    min_families: int = 2
    #: how often an icon of a benchmark class is drawn, against others
    class_repeats: float = 3.0
    #: the same for the rare styles
    rare_repeats: float = 4.0


@dataclass(frozen=True)
class PretrainingData:
    """n icons that can be drawn, S pixels a side; tensors lie on the training device."""

    image_size: int
    #: [n, S, S, 4] uint8, straight alpha
    images: Tensor
    #: [n, S, S] uint8 of 0 and 1, or None where nothing is filled
    enclosed: Optional[Tensor]
    #: [n] bool, icons with colours of their own
    palette: Tensor
    #: [n]
    styles: List[str]
    #: Every name once; a name id is a place in this list.
    names: List[str]
    #: [n] lists of name ids: the concept, then its alternatives
    icon_names: List[List[int]]
    #: [n] float64, cumulative shares by which icons are drawn
    share_up_to: np.ndarray

    def draw(self, count: int, rng: np.random.Generator) -> np.ndarray:
        """Indices int64 [count] of icons, with replacement."""
        at = np.searchsorted(self.share_up_to, rng.random(count), side="right")
        return np.minimum(at, len(self.share_up_to) - 1)

    def concepts(self, indices: np.ndarray) -> np.ndarray:
        """Name ids of the concepts of icons, int64 [count]."""
        return np.array([self.icon_names[i][0] for i in indices], dtype=np.int64)


def mean_alpha(rgba: np.ndarray, chunk: int = 8192) -> np.ndarray:
    """Mean alpha of each image, 0..255; rgba uint8 [N, S, S, 4] (may be a memory map)."""
    parts = (rgba[i : i + chunk, ..., 3] for i in range(0, len(rgba), chunk))
    return np.concatenate([part.mean((1, 2), dtype=np.float64) for part in parts])


def draw_weights(icons: List[dict], alpha_mean: np.ndarray, options: DrawOptions) -> np.ndarray:
    """How often each icon is drawn, relative to a plain one; 0 for those never drawn.

    icons: the list of pretraining.json; alpha_mean: [N] of `mean_alpha`. Returns float64 [N].
    """
    families = {}
    for icon in icons:
        families.setdefault(icon["concept"], set()).add(icon["set"])
    weights = np.ones(len(icons))
    for i, icon in enumerate(icons):
        if len(families[icon["concept"]]) < options.min_families:
            weights[i] = 0
            continue
        weights[i] *= options.rare_repeats if icon["style"] in RARE_STYLES else 1
        weights[i] *= options.class_repeats if icon["class"] else 1
    low, high = INK_RANGE
    return weights * ((alpha_mean > low) & (alpha_mean < high))


def load_pretraining(
    folder: Path, options: DrawOptions, fill: bool, device: torch.device
) -> PretrainingData:
    """Reads the icons of a folder that can be drawn. fill: whether enclosed shapes are needed."""
    listing = json.loads((folder / "pretraining.json").read_text(encoding="utf-8"))
    icons, size = listing["icons"], listing["imageSize"]
    images_file = folder / "pretraining.rgba"
    if images_file.stat().st_size != len(icons) * size * size * 4:
        raise ValueError(f"{images_file.name} does not hold {len(icons)} images of {size} pixels")
    rgba = np.memmap(images_file, np.uint8, "r", shape=(len(icons), size, size, 4))
    weights = draw_weights(icons, mean_alpha(rgba), options)
    kept = np.flatnonzero(weights)
    if not len(kept):
        raise ValueError("no icon can be drawn: too few sets draw the same concept")
    palette = np.array([icon["palette"] for icon in icons], dtype=bool)
    enclosed = None
    if fill:
        cache_file = folder / "pretraining.enclosed.npy"
        rows = cached_enclosed_shapes(rgba, palette, images_file, cache_file)
        enclosed = torch.from_numpy(unpack_rows(rows[kept], size)).to(device)
    name_ids, icon_names = {}, []
    for i in kept:
        names = dict.fromkeys([icons[i]["concept"], *icons[i]["names"]])
        icon_names.append([name_ids.setdefault(name, len(name_ids)) for name in names])
    return PretrainingData(
        image_size=size,
        images=torch.from_numpy(rgba[kept]).to(device),
        enclosed=enclosed,
        palette=torch.from_numpy(palette[kept]).to(device),
        styles=[icons[i]["style"] for i in kept],
        names=list(name_ids),
        icon_names=icon_names,
        share_up_to=np.cumsum(weights[kept]) / weights.sum(),
    )
