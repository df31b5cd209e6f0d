"""Writes fifty steps of every method on the tiny CLIP in double precision, for the lab's tests:

    python fifty_steps.py

The weights are those of reference vector 12, images, captions and prompts those of vector 13.
"""

import json
import sys
from pathlib import Path

import torch

from carot_twin.finetune import make_lane, train_step
from carot_twin.heads import PromptBank
from carot_twin.methods import METHODS
from carot_twin.pairs import Batch
from carot_twin.phases import phase_rate
from carot_twin.philox import STREAMS, Rng
from carot_twin.run_config import make_config
from tiny_clip_answers import first_eos

sys.path.insert(0, str(Path(__file__).parent / "tests"))

from reference import ROOT, read_vector, tiny_clip

STEPS, BATCH = 50, 5
CONFIG = make_config({"learningRate": 1e-3, "steps": STEPS, "batchSize": BATCH})


def batch_rows(step: int, count: int) -> list:
    rows = list(range(count))
    Rng(CONFIG["seed"], STREAMS["batch_order"], step).shuffle(rows)
    return rows[:BATCH]


def trained(method, pretrained, pool: dict, batches: list) -> dict:
    """Losses of the steps and logits [items, classes] after them."""
    prompt_ids = pool["class_prompt_ids"].long()
    flat = prompt_ids.flatten(0, 1)
    prompts = PromptBank(flat, first_eos(flat, pretrained.config), len(prompt_ids))
    optimizer = CONFIG["optimizer"]
    lane = make_lane(method, method.params, pretrained, prompts, optimizer)
    losses = []
    for step, rows in enumerate(batches):
        ids = pool["input_ids"][rows].long()
        eos = first_eos(ids, pretrained.config)
        batch = Batch(pool["pixel_values"][rows], pool["labels"][rows].long(), ids, eos)
        rate = phase_rate(method.phases(method.params, STEPS), step, optimizer)
        numbers = train_step(
            lane,
            batch,
            learning_rate=rate,
            clip_norm=optimizer["clipNorm"],
            step=step,
            total=STEPS,
        )
        losses.append(numbers.loss.item())
    with torch.no_grad():
        logits = lane.head().logits(lane.model.encode_images(pool["pixel_values"]))
    return {"method": method.id, "losses": losses, "logits": logits.tolist()}


def main() -> None:
    pool = read_vector("13_training_runs")["inputs"]
    batches = [batch_rows(step, len(pool["labels"])) for step in range(STEPS)]
    runs = [
        trained(method, tiny_clip(read_vector("12_tiny_clip")), pool, batches)
        for method in METHODS.values()
        if method.trains
    ]
    vector = {
        "about": "Fifty steps on the tiny CLIP in float64; made by tools/pytorch/fifty_steps.py",
        "optimizer": CONFIG["optimizer"],
        "batches": batches,
        "runs": runs,
    }
    path = ROOT / "tests/reference/fiftySteps.json"
    path.write_text(json.dumps(vector) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
