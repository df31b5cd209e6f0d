"""Writes what the shipped checkpoint answers, for the lab's tests:

    python checkpoint_vector.py

Zero-shot logits of a few images in double precision, and accuracy and ECE on every split.
"""

import json
from pathlib import Path

import torch

from carot_twin.assets import load_assets
from carot_twin.evaluate import evaluate
from carot_twin.heads import zero_shot_head

ROOT = Path(__file__).parents[2]
TEMPLATES = ["{}", "an icon of {}", "a drawing of {}"]
EVERY = 120


@torch.no_grad()
def main() -> None:
    assets = load_assets(ROOT / "public/datasets/iconshift", ROOT / "public/models/iconclip")
    prompts = assets.prompts(TEMPLATES)
    result = evaluate(assets, assets.pretrained, zero_shot_head(assets.pretrained, prompts))
    (split,) = assets.dataset.with_role("id")
    indices = list(range(0, len(split.labels), EVERY))
    model = assets.pretrained.double()
    head = zero_shot_head(model, prompts)
    images = assets.normalised(split.pixels[indices]).double()
    logits = head.logits(model.encode_images(images))
    named = ("n", "acc", "ece")
    vector = {
        "about": "Zero-shot IconCLIP on IconShift; made by tools/pytorch/checkpoint_vector.py",
        "dataset": assets.dataset.version,
        "templates": TEMPLATES,
        "indices": indices,
        "logits": [[round(value, 7) for value in row] for row in logits.tolist()],
        "temperature": result["temperature"],
        "splits": {
            key: {name: split[name] for name in named} for key, split in result["splits"].items()
        },
    }
    path = ROOT / "tests/checkpoint/iconclip.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(vector) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
