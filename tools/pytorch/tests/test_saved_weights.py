"""Weights that pass between the lab and this package."""

import json
import tempfile
import unittest
from pathlib import Path

import torch
from safetensors.torch import load_file

from carot_twin import clip
from carot_twin.heads import Head
from carot_twin.weights import read_weights, saved_settings, write_weights

from reference import TINY_CLIP


class SavedWeightsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "made" / "weights.safetensors"
        self.model = clip.load(TINY_CLIP)

    def test_a_head_with_a_bias_goes_with_the_model(self):
        head = Head(torch.randn(3, 4), torch.randn(3))
        write_weights(self.path, self.model, head, {"carot_lab.config": json.dumps({"seed": 7})})
        names = set(load_file(self.path)) - set(self.model.state_dict())
        self.assertEqual(names, {"carot_lab.head.weight", "carot_lab.head.bias"})
        again = read_weights(self.path, self.model.config)
        for name, weight in self.model.state_dict().items():
            self.assertTrue(torch.equal(weight, again.model.state_dict()[name]), name)
        self.assertTrue(torch.equal(again.head.weight, head.weight))
        self.assertTrue(torch.equal(again.head.bias, head.bias))
        self.assertEqual(saved_settings(self.path), {"seed": 7})

    def test_a_head_of_prompts_does_not(self):
        write_weights(self.path, self.model, Head(torch.randn(3, 4)))
        self.assertEqual(set(load_file(self.path)), set(self.model.state_dict()))
        self.assertIsNone(read_weights(self.path, self.model.config).head)
        self.assertEqual(saved_settings(self.path), {})

    def test_weights_of_another_model_are_refused(self):
        write_weights(self.path, self.model, Head(torch.randn(3, 4)))
        other = json.loads(json.dumps(self.model.config))
        other["vision_config"]["num_hidden_layers"] += 1
        with self.assertRaisesRegex(ValueError, "does not hold the weights of this model"):
            read_weights(self.path, other)

    def test_what_is_no_weights_file_is_refused(self):
        self.path.parent.mkdir()
        self.path.write_text("<html>")
        with self.assertRaisesRegex(ValueError, "is no safetensors file"):
            read_weights(self.path, self.model.config)
        with self.assertRaisesRegex(ValueError, "is no safetensors file"):
            saved_settings(self.path)
