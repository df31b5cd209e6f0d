import json
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import torch

from carot_twin import clip, transformer

from reference import TINY_CLIP, VectorTest, read_vector, tiny_clip
from tiny_clip_answers import first_eos


class TinyClipTest(VectorTest):
    def test_text_behind_the_end_changes_nothing(self):
        vector = read_vector("12_tiny_clip")
        model, ids = tiny_clip(vector), vector["inputs"]["input_ids"].long()
        eos = first_eos(ids, model.config)
        cut = ids[:, : int(eos.max()) + 1]
        self.tolerance = {"atol": 1e-12}
        self.close(model.encode_texts(cut, eos), model.encode_texts(ids, eos))

    def test_keeping_every_patch_in_order_is_keeping_all(self):
        vector = read_vector("12_tiny_clip")
        model, images = tiny_clip(vector), vector["inputs"]["pixel_values"]
        tower = vector["config"]["vision_config"]
        patches = (tower["image_size"] // tower["patch_size"]) ** 2
        keep = torch.arange(patches).expand(len(images), patches)
        self.tolerance = {"atol": 1e-12}
        self.close(model.encode_images(images, keep), model.encode_images(images))
        # Attention knows no order but that of the position embeddings, which come along.
        self.close(model.encode_images(images, keep.flip(1)), model.encode_images(images))
        self.assertFalse(
            torch.allclose(model.encode_images(images, keep[:, :2]), model.encode_images(images))
        )

    def test_attention_by_hand_is_the_built_in(self):
        q, k, v = torch.randn(3, 2, 4, 5, 8, dtype=torch.float64)
        mask = torch.full((5, 5), float("-inf"), dtype=torch.float64).triu(1)
        self.tolerance = {"atol": 1e-12}
        with mock.patch.object(transformer, "F", object()):
            by_hand = transformer.attend(q, k, v, mask)
        self.close(transformer.attend(q, k, v, mask), by_hand)


class FileTest(unittest.TestCase):
    def test_half_precision_file_comes_back(self):
        model = clip.load(TINY_CLIP)
        with tempfile.TemporaryDirectory() as folder:
            clip.save(model, folder, torch.float16)
            # The tiny model's numbers are exact in half precision.
            again = clip.load(folder)
        for name, weight in model.state_dict().items():
            self.assertTrue(torch.equal(weight, again.state_dict()[name]), name)

    def test_agrees_with_hugging_face(self):
        try:
            from transformers import CLIPConfig, CLIPModel
        except ImportError:
            self.skipTest("transformers is not installed")
        config = json.loads((TINY_CLIP / "config.json").read_text(encoding="utf-8"))
        ours = clip.Clip(config)
        theirs = CLIPModel(CLIPConfig(**config)).eval()
        names = {name for name in theirs.state_dict() if not name.endswith("position_ids")}
        self.assertEqual(set(ours.state_dict()), names)
        theirs.load_state_dict(ours.state_dict(), strict=False)
        side, text = config["vision_config"]["image_size"], config["text_config"]
        images, ids = torch.randn(3, 3, side, side), torch.zeros(3, 7, dtype=torch.long)
        ids[:, 0], ids[:, -1] = text["bos_token_id"], text["eos_token_id"]
        with torch.no_grad():
            expected = theirs(input_ids=ids, pixel_values=images).logits_per_image
            texts = ours.encode_texts(ids, torch.full((3,), 6))
            actual = ours.logit_scale.exp() * ours.encode_images(images) @ texts.T
        torch.testing.assert_close(actual, expected, rtol=1e-4, atol=1e-4)
