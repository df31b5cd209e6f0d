import gzip
import json
import tempfile
import unittest
from pathlib import Path

import numpy as np

from carot_twin.dataset import load_dataset


def write_dataset(folder: Path, pack: bytes) -> None:
    splits = [("train", "train", [0, 1]), ("far", "ood", [1])]
    manifest = {
        "id": "two",
        "version": "1",
        "imageSize": 1,
        "classNames": ["cat", "dog"],
        "templates": ["{}"],
        "splits": [
            {"id": id, "label": id, "role": role, "count": len(labels), "labels": labels}
            for id, role, labels in splits
        ],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (folder / "images.pack").write_bytes(gzip.compress(pack))


#: A black pixel of alpha 100, a coloured one of alpha 51, an opaque black one.
PACK = bytes([0, 100, 1, 51, 10, 20, 255, 0, 255])


class DatasetTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def test_images_are_laid_on_white(self):
        write_dataset(self.folder, PACK)
        train, far = load_dataset(self.folder).splits
        self.assertEqual(train.pixels.reshape(2, 3).tolist(), [[155] * 3, [206, 208, 255]])
        self.assertEqual(far.pixels.reshape(1, 3).tolist(), [[0] * 3])

    def test_classes_are_absent_from_ood_splits_alone(self):
        write_dataset(self.folder, PACK)
        dataset = load_dataset(self.folder)
        absent = [dataset.absent_classes(split).tolist() for split in dataset.splits]
        self.assertEqual(absent, [[], [0]])

    def test_a_pack_of_another_length_is_refused(self):
        for pack in (PACK[:-2], PACK + PACK[:2]):
            write_dataset(self.folder, pack)
            with self.assertRaises(ValueError):
                load_dataset(self.folder)

    def test_of_roles_not_asked_for_nothing_is_read(self):
        write_dataset(self.folder, PACK)
        (train,) = load_dataset(self.folder, ("train",)).splits
        self.assertEqual(train.labels.tolist(), [0, 1])
        (far,) = load_dataset(self.folder, ("ood",)).splits
        self.assertEqual(far.pixels.reshape(1, 3).tolist(), [[0] * 3])
        # The last image of all belongs to the OOD split.
        write_dataset(self.folder, PACK[:-2])
        self.assertEqual(len(load_dataset(self.folder, ("train", "val")).splits), 1)


class RoundingTest(unittest.TestCase):
    def test_every_alpha_and_colour_rounds_to_nearest(self):
        alpha, colour = np.meshgrid(np.arange(256), np.arange(256))
        exact = (alpha * colour + (255 - alpha) * 255) / 255
        whole = (2 * (alpha * colour + (255 - alpha) * 255) + 255) // 510
        np.testing.assert_array_equal(whole, np.floor(exact + 0.5))
