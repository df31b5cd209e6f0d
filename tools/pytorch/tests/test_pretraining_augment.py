"""What augmentation may and may not do to an icon."""

import unittest

import torch

from carot_twin.pretraining_augment import AugmentOptions, augment

COUNT, SIZE = 400, 16
PLAIN = AugmentOptions(thicken_share=0)


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def frames(palette: bool):
    """COUNT frames with an enclosed square, black or of one colour: (rgba, palette, enclosed)."""
    rgba = torch.zeros(COUNT, SIZE, SIZE, 4, dtype=torch.uint8)
    rgba[:, 3:-3, 3:-3, 3] = 255
    rgba[:, 5:-5, 5:-5, 3] = 0
    if palette:
        rgba[..., :3] = torch.tensor([200, 100, 20], dtype=torch.uint8)
    enclosed = torch.zeros(COUNT, SIZE, SIZE, dtype=torch.uint8)
    enclosed[:, 5:-5, 5:-5] = 0 if palette else 1
    return rgba, torch.full((COUNT,), palette), enclosed


class Augment(unittest.TestCase):
    def test_stays_in_range_and_follows_the_generator(self):
        for palette in (False, True):
            given = frames(palette)
            options = AugmentOptions(0.5, 0.5, 0.5)
            first, again = (augment(*given, options, generator()) for _ in range(2))
            self.assertTrue(torch.equal(first, again))
            self.assertFalse(torch.equal(first, augment(*given, options, generator(1))))
            self.assertGreaterEqual(first.min().item(), -1 - 1e-5)
            self.assertLessEqual(first.max().item(), 1 + 1e-5)

    def test_colours_of_lines_and_ground(self):
        rgba, palette, _ = frames(False)
        images = augment(rgba, palette, None, PLAIN, generator())
        ground = images[:, :, 0, 0]
        ink = images.mean((1, 2, 3)) - ground.mean(1)  # below 0: darker than the ground
        white = (ground > 0.999).all(1)
        self.assertAlmostEqual(white.float().mean().item(), 0.5, delta=0.08)
        self.assertAlmostEqual((ink > 0).float().mean().item(), 0.2, delta=0.07)
        self.assertTrue((images[white] < -0.9).flatten(1).any(1).all())  # black lines

    def test_palette_icons_lie_on_light_ground_in_their_colours(self):
        rgba, palette, _ = frames(True)
        images = augment(rgba, palette, None, PLAIN, generator())
        self.assertGreaterEqual(images[:, :, 0, 0].min().item(), 0.2 - 1e-5)
        own = torch.tensor([200, 100, 20]) / 127.5 - 1
        distance = (images - own[:, None, None]).abs().sum(1).flatten(1).min(1)[0]
        self.assertLess(distance.max().item(), 1e-3)

    def test_jitter_moves_palettes_only(self):
        jitter = AugmentOptions(thicken_share=0, jitter_share=1)
        rgba, palette, _ = frames(True)
        moved = augment(rgba, palette, None, jitter, generator())
        own = torch.tensor([200, 100, 20]) / 127.5 - 1
        distance = (moved - own[:, None, None]).abs().sum(1).flatten(1).min(1)[0]
        self.assertGreater((distance > 0.1).float().mean().item(), 0.8)
        rgba, palette, _ = frames(False)
        plain = augment(rgba, palette, None, PLAIN, generator())
        alike = augment(rgba, palette, None, jitter, generator())
        # One more draw does not move what was drawn before it: line, ground and place.
        self.assertTrue(torch.equal(plain, alike))

    def test_fill_colours_the_enclosed_square_only(self):
        rgba, palette, enclosed = frames(False)
        fill = AugmentOptions(thicken_share=0, fill_share=1)
        filled = augment(rgba, palette, enclosed, fill, generator())
        empty = augment(rgba, palette, torch.zeros_like(enclosed), fill, generator())
        changed = (filled - empty).abs().amax(1) > 1e-4  # [B, S, S]
        self.assertTrue(changed[:, SIZE // 2, SIZE // 2].all())
        self.assertFalse(changed[:, 0].any() or changed[:, :, 0].any())

    def test_thicken_adds_ink_to_single_colour_icons(self):
        thicken = AugmentOptions(thicken_share=1)
        for is_palette, more in ((False, True), (True, False)):
            rgba, palette, _ = frames(is_palette)
            plain = augment(rgba, palette, None, AugmentOptions(1e-9), generator())
            thick = augment(rgba, palette, None, thicken, generator())
            self.assertEqual((plain - thick).abs().max().item() > 0.1, more)


if __name__ == "__main__":
    unittest.main()
