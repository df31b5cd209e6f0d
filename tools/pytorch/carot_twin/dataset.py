"""A dataset folder of the lab: manifest.json and images.pack, laid on white."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Container, List, Union, cast

import numpy as np

_COLOUR = 1
#: Roles of splits: what is trained on, what is chosen by, and the two that are only ever reported.
ROLES = ("train", "val", "id", "ood")


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


def load_dataset(folder: Union[str, Path], roles: Container[str] = ROLES) -> Dataset:
    """Reads manifest.json and images.pack. Raises ValueError where the two do not fit.

    roles: of the splits to read. Of the others neither labels nor images are kept, and nothing of
    the pack that lies behind the last split wanted is unpacked at all.
    """
    folder = Path(folder)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    side, entries = manifest["imageSize"], manifest["splits"]
    wanted = [i for i, entry in enumerate(entries) if entry["role"] in roles]
    splits: List[Split] = []
    with gzip.open(folder / "images.pack") as file:
        pack = cast(BinaryIO, file)
        for i, entry in enumerate(entries[: max(wanted, default=-1) + 1]):
            pixels = _unpack(pack, side, entry["count"])
            if i not in wanted:
                continue
            labels = np.array(entry["labels"], dtype=np.int64)
            if len(labels) != len(pixels):
                raise ValueError(f"split {entry['id']} has {len(labels)} labels, not {len(pixels)}")
            splits.append(Split(entry["id"], entry["label"], entry["role"], pixels, labels))
        if len(wanted) == len(entries) and pack.read(1):
            raise ValueError("images.pack holds more than the expected images")
    names, templates = manifest["classNames"], manifest["templates"]
    return Dataset(manifest["id"], manifest["version"], side, names, templates, splits)


def _unpack(pack: BinaryIO, side: int, count: int) -> np.ndarray:
    """The next images: each a byte that says whether colour planes follow, then alpha, R, G, B.

    Straight alpha; an image without colour planes is black where it is not transparent.
    Returns [count, S, S, 3] uint8 on white.
    """
    area = side * side
    pixels = np.empty((count, area, 3), dtype=np.uint8)
    for i in range(count):
        kind = pack.read(1)
        planes = 4 if kind == bytes([_COLOUR]) else 1
        values = pack.read(planes * area) if kind else b""
        if len(values) < planes * area:
            raise ValueError(f"images.pack ends {count - i} images before the end of a split")
        image = np.frombuffer(values, dtype=np.uint8).reshape(planes, area)
        alpha = image[0].astype(np.uint32)[:, None]
        colour = image[1:].T if planes == 4 else np.zeros((1, 3), dtype=np.uint8)
        # Rounds to nearest: 255 is odd, so that no half ever occurs.
        pixels[i] = (2 * (alpha * colour + (255 - alpha) * 255) + 255) // 510
    return pixels.reshape(count, side, side, 3)
