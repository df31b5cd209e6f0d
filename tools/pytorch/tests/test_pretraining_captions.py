"""Forms of captions and how often each is written."""

import collections
import unittest

import numpy as np

from carot_twin.pretraining_captions import (
    STYLE_WORDS,
    TEMPLATES,
    choose_name,
    write_caption,
)


class WriteCaption(unittest.TestCase):
    def test_every_form(self):
        expected = {
            0.0: "key",
            0.349: "key",
            0.351: "an icon of key",
            0.51: "a thin icon of key",
            0.76: "thin key",
            0.91: "a drawing of key",
            0.9999999: "a drawing of key",
        }
        for draw, caption in expected.items():
            self.assertEqual(write_caption("key", "outline", (0, 0, draw, 0.99)), caption)

    def test_every_word_of_every_style(self):
        for style, words in STYLE_WORDS.items():
            draws = ((0, 0, 0.8, (i + 0.5) / len(words)) for i in range(len(words)))
            captions = [write_caption("key", style, draw) for draw in draws]
            self.assertEqual(captions, [f"{word} key" for word in words])

    def test_shares_sum_to_one_and_are_met(self):
        self.assertAlmostEqual(sum(share for share, _ in TEMPLATES), 1)
        draws = np.random.default_rng(0).random((20_000, 4))
        counts = collections.Counter(write_caption("key", "emoji", draw) for draw in draws)
        for share, template in TEMPLATES:
            caption = template.format(name="key", style="emoji")
            self.assertAlmostEqual(counts[caption] / 20_000, share, delta=0.02)


class ChooseName(unittest.TestCase):
    def test_half_of_the_time_an_alternative(self):
        draws = np.random.default_rng(0).random((20_000, 4))
        counts = collections.Counter(choose_name([7, 8, 9], draw) for draw in draws)
        self.assertAlmostEqual(counts[7] / 20_000, 1 / 2, delta=0.02)
        self.assertAlmostEqual(counts[8] / 20_000, 1 / 4, delta=0.02)
        self.assertAlmostEqual(counts[9] / 20_000, 1 / 4, delta=0.02)

    def test_the_concept_where_there_is_no_other(self):
        self.assertEqual(choose_name(["key"], (0, 0, 0, 0)), "key")


if __name__ == "__main__":
    unittest.main()
