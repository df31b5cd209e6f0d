"""Enclosed shapes against a flood fill that walks pixel by pixel."""

import os
import tempfile
import unittest
from pathlib import Path

import numpy as np

from carot_twin.pretraining_shapes import (
    cached_enclosed_shapes,
    enclosed_rows,
    enclosed_shapes,
    pack_rows,
    unpack_rows,
)


def flood(background: np.ndarray) -> np.ndarray:
    """Background [S, S] that no walk from the border over the four neighbours reaches."""
    size = len(background)
    edge = [(y, x) for y in range(size) for x in range(size) if {y, x} & {0, size - 1}]
    seen = np.zeros_like(background)
    waiting = [place for place in edge if background[place]]
    for place in waiting:
        seen[place] = True
    while waiting:
        y, x = waiting.pop()
        for v, u in ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)):
            if 0 <= v < size and 0 <= u < size and background[v, u] and not seen[v, u]:
                seen[v, u] = True
                waiting.append((v, u))
    return background & ~seen


def spiral(size: int) -> np.ndarray:
    """Background that winds from the border to the middle, the longest way a flood can have."""
    background = np.zeros((size, size), dtype=bool)
    y, x, dy, dx = 1, 0, 0, 1
    while True:
        background[y, x] = True
        ahead = (y + 2 * dy, x + 2 * dx)
        inside = 0 < ahead[0] < size - 1 and 0 < ahead[1] < size - 1
        if not inside or background[ahead]:
            dy, dx = dx, -dy
            if background[y + 2 * dy, x + 2 * dx] or background[y + dy, x + dx]:
                return background
        y, x = y + dy, x + dx


class EnclosedRows(unittest.TestCase):
    def check(self, background):
        rows = enclosed_rows(pack_rows(background))
        found = unpack_rows(rows, background.shape[1]).astype(bool)
        expected = np.stack([flood(image) for image in background])
        np.testing.assert_array_equal(found, expected)

    def test_noise_of_every_density(self):
        rng = np.random.default_rng(0)
        for size in (5, 16, 48, 64):
            densities = rng.random((12, 1, 1))
            self.check(rng.random((12, size, size)) < densities)

    def test_a_spiral_is_open_and_closed_by_a_pixel(self):
        opened = spiral(48)
        closed = opened.copy()
        closed[1, 0] = False
        self.check(np.stack([opened, closed]))
        self.assertEqual(int(enclosed_rows(pack_rows(opened[None])).sum()), 0)
        self.assertGreater(int(enclosed_rows(pack_rows(closed[None])).sum()), 0)

    def test_corners_do_not_connect(self):
        background = np.zeros((1, 5, 5), dtype=bool)
        background[0, 1, 1] = background[0, 0, 0] = True
        self.check(background)
        self.assertEqual(int(enclosed_rows(pack_rows(background))[0, 1]), 2)

    def test_rejects_wider_images(self):
        with self.assertRaises(ValueError):
            pack_rows(np.zeros((1, 65, 65), dtype=bool))


class EnclosedShapes(unittest.TestCase):
    def setUp(self):
        self.rgba = np.zeros((3, 8, 8, 4), dtype=np.uint8)
        self.rgba[:, 2:6, 2:6, 3] = 90  # just ink
        self.rgba[:, 3:5, 3:5, 3] = 89  # just background
        self.palette = np.array([False, True, False])

    def test_of_single_colour_icons_only(self):
        shapes = unpack_rows(enclosed_shapes(self.rgba, self.palette, chunk=2), 8)
        self.assertEqual(shapes.sum((1, 2)).tolist(), [4, 0, 4])

    def test_cache_follows_the_images(self):
        with tempfile.TemporaryDirectory() as folder:
            images, cache = Path(folder) / "images", Path(folder) / "shapes.npy"
            images.write_bytes(b"")
            first = cached_enclosed_shapes(self.rgba, self.palette, images, cache)
            other = np.zeros_like(self.rgba)
            again = cached_enclosed_shapes(other, self.palette, images, cache)
            np.testing.assert_array_equal(first, again)
            os.utime(images, (cache.stat().st_mtime + 10,) * 2)
            newer = cached_enclosed_shapes(other, self.palette, images, cache)
            self.assertEqual(int(newer.sum()), 0)


if __name__ == "__main__":
    unittest.main()
