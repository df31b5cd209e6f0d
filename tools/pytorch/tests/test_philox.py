import unittest

import numpy as np

from carot_twin.philox import STREAMS, Rng, philox4x32

ONES = 0xFFFFFFFF

# Known answers of Random123: counter, key, output.
KNOWN = [
    ([0, 0, 0, 0], (0, 0), [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
    ([ONES] * 4, (ONES, ONES), [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]),
    (
        [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
        (0xA4093822, 0x299F31D0),
        [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
    ),
]


class PhiloxTest(unittest.TestCase):
    def test_known_answers(self):
        for counter, key, expected in KNOWN:
            with self.subTest(counter=counter):
                self.assertEqual(philox4x32(np.array([counter]), key)[0].tolist(), expected)


class RngTest(unittest.TestCase):
    def test_words_of_the_blocks_in_order(self):
        rng = Rng(7, STREAMS["subset"], 3)
        blocks = philox4x32(np.array([[b, 3, 0, 0] for b in range(300)]), (7, STREAMS["subset"]))
        # More words than are generated in one go.
        self.assertEqual([rng.uint32() for _ in range(1200)], blocks.ravel().tolist())

    def test_seed_is_taken_modulo_2_to_the_32(self):
        self.assertEqual(Rng(-1, 1).uint32(), Rng(ONES, 1).uint32())

    def test_seeds_streams_and_substreams_differ(self):
        first = {Rng(*key).uint32() for key in [(0, 1, 0), (1, 1, 0), (0, 2, 0), (0, 1, 1)]}
        self.assertEqual(len(first), 4)

    def test_uniform_is_a_fraction_of_2_to_the_32(self):
        bits, fractions = Rng(5, 1), Rng(5, 1)
        for _ in range(20):
            self.assertEqual(fractions.uniform() * 2**32, bits.uint32())

    def test_below_throws_uneven_draws_away(self):
        n = 2**31 + 1
        rng, bits = Rng(2, 1), Rng(2, 1)
        kept = [word for word in (bits.uint32() for _ in range(200)) if word < n]
        self.assertEqual([rng.below(n) for _ in range(50)], kept[:50])

    def test_below_refuses_what_is_out_of_range(self):
        for n in (0, -1, 2**32 + 1):
            with self.assertRaises(ValueError):
                Rng(0, 1).below(n)

    def test_shuffle_swaps_from_the_end(self):
        order, rng = np.arange(50), Rng(3, 1)
        rng.shuffle(order)
        expected, draws = list(range(50)), Rng(3, 1)
        for i in range(49, 0, -1):
            j = draws.below(i + 1)
            expected[i], expected[j] = expected[j], expected[i]
        self.assertEqual(order.tolist(), expected)
