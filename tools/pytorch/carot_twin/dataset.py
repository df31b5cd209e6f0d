"""A dataset folder of the lab: manifest.json and images.pack, laid on white."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import List, Union

import numpy as np

_COLOUR = 1


@dataclass(frozen=True)
class Split:
    """One part of a dataset; role is 'train', 'val', 'id' or 'ood'."""

    id: str
    label: str
    role: str
    #: [n, S, S, 3] uint8, RGB on white
    pixels: np.ndarray
    #: [n] int64
    labels: np.ndarray


@dataclass(frozen=True)
class Dataset:
    id: str
    version: str
    #: S
    image_size: int
    class_names: List[str]
    #: Prompt templates, '{}' stands for the class name.
    templates: List[str]
    splits: List[Split]

    def with_role(self, role: str) -> List[Split]:
        return [split for split in self.splits if split.role == role]

    def absent_classes(self, split: Split) -> np.ndarray:
        """Classes without any image in an OOD split: [a] ascending, empty for every other role.

        Their logits are removed before the softmax, as for ImageNet-A and -R in the paper.
        """
        if split.role != "ood":
            return np.empty(0, dtype=np.int64)
        return np.setdiff1d(np.arange(len(self.class_names)), split.labels)


def load_dataset(folder: Union[str, Path]) -> Dataset:
    """Reads manifest.json and images.pack. Raises ValueError where the two do not fit."""
    folder = Path(folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    side = manifest["imageSize"]
    count = sum(split["count"] for split in manifest["splits"])
    pixels = _unpack(gzip.decompress((folder / "images.pack").read_bytes()), side, count)
    splits, start = [], 0
    for entry in manifest["splits"]:
        end = start + entry["count"]
        labels = np.array(entry["labels"], dtype=np.int64)
        if len(labels) != entry["count"]:
            raise ValueError(f"split {entry['id']} has {len(labels)} labels, not {entry['count']}")
        splits.append(Split(entry["id"], entry["label"], entry["role"], pixels[start:end], labels))
        start = end
    names, templates = manifest["classNames"], manifest["templates"]
    return Dataset(manifest["id"], manifest["version"], side, names, templates, splits)


def _unpack(packed: bytes, side: int, count: int) -> np.ndarray:
    """Images one after another: a byte that says whether colour planes follow, alpha, R, G, B.

    Straight alpha; an image without colour planes is black where it is not transparent.
    Returns [count, S, S, 3] uint8 on white.
    """
    area = side * side
    values = np.frombuffer(packed, dtype=np.uint8)
    pixels = np.empty((count, area, 3), dtype=np.uint8)
    start = 0
    for i in range(count):
        if start >= len(values):
            raise ValueError(f"images.pack holds {i} images where {count} are expected")
        planes = 4 if values[start] == _COLOUR else 1
        image = values[start + 1 : start + 1 + planes * area].reshape(planes, area)
        alpha = image[0].astype(np.uint32)[:, None]
        colour = image[1:].T if planes == 4 else np.zeros((1, 3), dtype=np.uint8)
        # Rounds to nearest: 255 is odd, so that no half ever occurs.
        pixels[i] = (2 * (alpha * colour + (255 - alpha) * 255) + 255) // 510
        start += 1 + planes * area
    if start != len(values):
        raise ValueError("images.pack holds more than the expected images")
    return pixels.reshape(count, side, side, 3)
