"""What a run saves for the lab to open."""

import tempfile
import unittest
from pathlib import Path

import torch
from safetensors.torch import load_file

from carot_twin import clip
from carot_twin.finetune import Trained
from carot_twin.heads import Head

from reference import TINY_CLIP


class SavedWeightsTest(unittest.TestCase):
    def saved(self, head: Head) -> dict:
        model = clip.load(TINY_CLIP)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "weights.safetensors"
            Trained(model, head, []).save(path)
            weights = load_file(path)
        for name, weight in model.state_dict().items():
            self.assertTrue(torch.equal(weight, weights.pop(name)), name)
        return weights

    def test_a_head_with_a_bias_goes_with_the_model(self):
        head = Head(torch.randn(3, 4), torch.randn(3))
        more = self.saved(head)
        self.assertEqual(set(more), {"carot_lab.head.weight", "carot_lab.head.bias"})
        self.assertTrue(torch.equal(more["carot_lab.head.weight"], head.weight))
        self.assertTrue(torch.equal(more["carot_lab.head.bias"], head.bias))

    def test_a_head_of_prompts_does_not(self):
        self.assertEqual(self.saved(Head(torch.randn(3, 4))), {})
