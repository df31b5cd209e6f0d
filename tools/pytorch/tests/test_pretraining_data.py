"""Reading and drawing the pretraining icons, on a few made-up ones."""

import json
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from carot_twin.pretraining_data import DrawOptions, draw_weights, load_pretraining

# So small a model gains nothing by a second thread, and sums in one order.
torch.set_num_threads(1)

SIZE = 16
TOKENIZER = Path(__file__).parents[3] / "public" / "models" / "iconclip" / "tokenizer.json"

_STYLES = ("outline", "solid", "duotone", "color", "emoji", "pixel", "sketch")
_CONCEPTS = ("house", "red heart", "star", "key", "arrow up", "cloud", "anchor", "moon")


def write_icons(folder: Path, sets: int = 4) -> None:
    """Writes a data folder of made-up icons: every set draws eight concepts as squares and bars."""
    rng = np.random.default_rng(0)
    icons, images = [], []
    for number in range(sets):
        for place, concept in enumerate(_CONCEPTS):
            style = _STYLES[(number + place) % len(_STYLES)]
            image = np.zeros((SIZE, SIZE, 4), dtype=np.uint8)
            image[2:-2, 2:-2] = 255
            image[4:-4, 4:-4, 3] = 0  # a frame around an enclosed square
            image[..., 3] |= rng.integers(0, 2, (SIZE, SIZE), dtype=np.uint8) * (place * 8)
            palette = style in ("color", "emoji")
            image[..., :3] = rng.integers(0, 256, 3) if palette else 0
            images.append(image)
            icons.append(
                {
                    "set": f"set-{number}",
                    "icon": concept.replace(" ", "-"),
                    "concept": concept,
                    "names": ["home", "cottage"] if concept == "house" else [],
                    "style": style,
                    "class": concept if place < 3 else None,
                    "palette": palette,
                }
            )
    icons.append({**icons[0], "concept": "drawn by one set", "names": []})
    images.append(images[0])
    listing = json.dumps({"imageSize": SIZE, "icons": icons})
    (folder / "pretraining.json").write_text(listing, encoding="utf-8")
    np.stack(images).tofile(folder / "pretraining.rgba")


def load_icons(fill: bool = True, sets: int = 4):
    with tempfile.TemporaryDirectory() as folder:
        write_icons(Path(folder), sets)
        return load_pretraining(Path(folder), DrawOptions(), fill, torch.device("cpu"))


class LoadPretraining(unittest.TestCase):
    def test_keeps_icons_of_concepts_that_two_sets_draw(self):
        data = load_icons()
        self.assertEqual(tuple(data.images.shape), (32, SIZE, SIZE, 4))
        self.assertEqual(len(data.styles), 32)
        self.assertNotIn("drawn by one set", data.names)
        self.assertEqual([data.names[i] for i in data.icon_names[0]], ["house", "home", "cottage"])

    def test_encloses_the_square_of_single_colour_icons_only(self):
        data = load_icons()
        single = int(torch.nonzero(~data.palette)[0])
        self.assertEqual(data.enclosed[single].sum().item(), (SIZE - 8) ** 2)
        self.assertEqual(data.enclosed[data.palette].sum().item(), 0)

    def test_rejects_images_that_do_not_fit_the_list(self):
        with tempfile.TemporaryDirectory() as folder:
            write_icons(Path(folder))
            with open(Path(folder) / "pretraining.rgba", "ab") as file:
                file.write(b"0")
            with self.assertRaises(ValueError):
                load_pretraining(Path(folder), DrawOptions(), False, torch.device("cpu"))


class DrawWeights(unittest.TestCase):
    ICONS = [
        {"set": "a", "concept": "house", "style": "outline", "class": "house"},
        {"set": "b", "concept": "house", "style": "emoji", "class": "house"},
        {"set": "a", "concept": "cube", "style": "outline", "class": None},
        {"set": "b", "concept": "cube", "style": "pixel", "class": None},
        {"set": "b", "concept": "lonely", "style": "solid", "class": None},
    ]

    def test_multiplies_the_repeats(self):
        weights = draw_weights(self.ICONS, np.full(5, 50.0), DrawOptions(2, 3, 4))
        self.assertEqual(weights.tolist(), [3, 12, 1, 4, 0])

    def test_passes_over_empty_and_full_images(self):
        weights = draw_weights(self.ICONS, np.array([4, 50, 250, 50, 50]), DrawOptions(1, 1, 1))
        self.assertEqual(weights.tolist(), [0, 1, 0, 1, 1])

    def test_icons_are_drawn_by_their_weights(self):
        data = load_icons()
        drawn = data.draw(20_000, np.random.default_rng(1))
        shares = np.bincount(drawn, minlength=32) / 20_000
        np.testing.assert_allclose(shares, np.diff(data.share_up_to, prepend=0), atol=0.01)


if __name__ == "__main__":
    unittest.main()
