import unittest

import numpy as np

from carot_twin.tokenizer import Tokenizer

from reference import ROOT

FILE = ROOT / "public" / "models" / "iconclip" / "tokenizer.json"


class TokenizerTest(unittest.TestCase):
    def setUp(self):
        self.tokenizer = Tokenizer(FILE, 6)

    def test_pads_with_the_end_of_text(self):
        ids, eos = self.tokenizer.encode(["cat", "a cat"])
        end = self.tokenizer.eos_token_id
        self.assertEqual(ids.dtype, np.int64)
        self.assertEqual(ids.shape[1], eos.max() + 1)
        for row, last in zip(ids, eos):
            self.assertTrue((row[last:] == end).all())
            self.assertFalse((row[:last] == end).any())

    def test_a_long_text_is_cut_and_keeps_its_end(self):
        ids, eos = self.tokenizer.encode(["a b c d e f g h"])
        whole = Tokenizer(FILE, 77).encode(["a b c d e f g h"])[0]
        self.assertEqual(ids[0].tolist(), [*whole[0, :5], self.tokenizer.eos_token_id])
        self.assertEqual(eos.tolist(), [5])

    def test_case_and_spaces_do_not_matter(self):
        plain, odd = self.tokenizer.encode(["a cat"])[0], self.tokenizer.encode(["A  Cat"])[0]
        self.assertEqual(plain.tolist(), odd.tolist())
