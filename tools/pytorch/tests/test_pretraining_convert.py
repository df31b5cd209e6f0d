"""States of the second cut's scripts are converted weight by weight."""

import math
import tempfile
import unittest
from pathlib import Path

import torch
from test_pretraining_data import SIZE, TOKENIZER, load_icons
from test_pretraining_state import CONFIG, CPU, OPTIONS, batch_options

from carot_twin.clip import Clip
from carot_twin.pretraining_batch import draw_batch
from carot_twin.pretraining_optimizer import optimizer_moments
from carot_twin.pretraining_run import resumed_run, train_step
from carot_twin.pretraining_state import convert_recipe_state, read_state
from carot_twin.ranks import Ranks
from carot_twin.tokenizer import Tokenizer


def recipe_weights(width=32, layers=2, text_layers=1, patch=4):
    """Random weights by the names and in the order of the second cut's scripts."""
    shapes = {"cls": (width,), "pos": (17, width), "tpos": (16, width), "ls": ()}
    shapes["pe.weight"] = (width, 3 * patch * patch)

    def norm(name):
        shapes.update({f"{name}.weight": (width,), f"{name}.bias": (width,)})

    def block(name):
        norm(f"{name}.ln1")
        norm(f"{name}.ln2")
        for part, rows, columns in (("qkv", 3, 1), ("o", 1, 1), ("f1", 4, 1), ("f2", 1, 4)):
            shapes[f"{name}.{part}.weight"] = (rows * width, columns * width)
            shapes[f"{name}.{part}.bias"] = (rows * width,)

    norm("pre")
    for layer in range(layers):
        block(f"vb.{layer}")
    norm("post")
    shapes["vp.weight"] = (24, width)
    shapes["te.weight"] = (4096, width)
    for layer in range(text_layers):
        block(f"tb.{layer}")
    norm("tln")
    shapes["tp.weight"] = (24, width)
    return {name: 0.1 * torch.randn(shape) for name, shape in shapes.items()}


def recipe_image_embedding(weights, images, patch=4, heads=2, layers=2):
    """The scripts' image tower on images [B, 3, S, S]: unit rows [B, D]."""

    def norm(x, name):
        return torch.nn.functional.layer_norm(
            x, x.shape[-1:], weights[f"{name}.weight"], weights[f"{name}.bias"]
        )

    def linear(x, name):
        return x @ weights[f"{name}.weight"].t() + weights[f"{name}.bias"]

    batch, grid = len(images), SIZE // patch
    x = images.view(batch, 3, grid, patch, grid, patch).permute(0, 2, 4, 1, 3, 5)
    x = x.reshape(batch, grid * grid, -1) @ weights["pe.weight"].t()
    x = norm(torch.cat([weights["cls"].expand(batch, 1, -1), x], 1) + weights["pos"], "pre")
    for i in range(layers):
        width = x.shape[-1]
        qkv = linear(norm(x, f"vb.{i}.ln1"), f"vb.{i}.qkv")
        q, k, v = qkv.view(batch, -1, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
        scores = (q @ k.transpose(-1, -2) / math.sqrt(width // heads)).softmax(-1)
        x = x + linear((scores @ v).transpose(1, 2).reshape(batch, -1, width), f"vb.{i}.o")
        hidden = linear(norm(x, f"vb.{i}.ln2"), f"vb.{i}.f1")
        x = x + linear(hidden * torch.sigmoid(1.702 * hidden), f"vb.{i}.f2")
    embeds = norm(x[:, 0], "post") @ weights["vp.weight"].t()
    return embeds / embeds.norm(dim=-1, keepdim=True)


class ConvertRecipeState(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.weights = weights = recipe_weights()
        order = [n for n in weights if weights[n].ndim >= 2]
        order += [n for n in weights if weights[n].ndim < 2]
        slots = {
            i: {"step": torch.tensor(9.0), "exp_avg": weights[n] * 2, "exp_avg_sq": weights[n] ** 2}
            for i, n in enumerate(order)
        }
        sizes = dict(
            img=SIZE, patch=4, d=32, L=2, h=2, td=32, tL=1, th=2, ctx=16, vocab=4096, emb=24
        )
        self.old = {
            "m": weights,
            "ema": {name: weight + 1 for name, weight in weights.items()},
            "opt": {"state": slots, "param_groups": []},
            "cfg": sizes,
            "s": 9,
            "seen": 108,
        }

    def test_every_weight_and_moment_finds_its_place(self):
        state = convert_recipe_state(self.old)
        self.assertEqual(state["config"], CONFIG)
        expected = {name: weight.shape for name, weight in Clip(CONFIG).state_dict().items()}
        for tensors in (state["model"], state["ema"], *state["optimizer"].values()):
            self.assertEqual({name: t.shape for name, t in tensors.items()}, expected)
        for name, weight in state["model"].items():
            self.assertTrue(torch.equal(state["ema"][name], weight + 1), name)
            self.assertTrue(torch.equal(state["optimizer"]["exp_avg"][name], weight * 2), name)
            self.assertTrue(torch.equal(state["optimizer"]["exp_avg_sq"][name], weight**2), name)

    def test_the_model_computes_what_the_scripts_did(self):
        run = resumed_run(convert_recipe_state(self.old), OPTIONS, None, CPU)
        images = torch.randn(3, 3, SIZE, SIZE)
        found = run.model.encode_images(images)
        torch.testing.assert_close(found, recipe_image_embedding(self.weights, images))

    def test_is_read_from_a_file_and_goes_on(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "old.pt"
            torch.save(self.old, path)
            run = resumed_run(read_state(path), OPTIONS, 5, CPU)
        self.assertEqual((run.progress.step, run.progress.images, run.seed), (9, 108, 5))
        moments = optimizer_moments(run.model, run.optimizer)
        self.assertEqual(set(moments["exp_avg"]), set(dict(run.model.named_parameters())))
        batch = draw_batch(load_icons(), Tokenizer(TOKENIZER, 16), batch_options(), 5, 0, 9)
        self.assertTrue(math.isfinite(train_step(run, batch, OPTIONS, Ranks()).item()))
        self.assertEqual({int(s["step"]) for s in run.optimizer.state.values()}, {10})


if __name__ == "__main__":
    unittest.main()
