"""Writes batches as this package draws them, for the lab's tests:

    python batch_vector.py
"""

import json
from pathlib import Path

import numpy as np

from carot_twin.sampler import Sampler
from carot_twin.subset import stratified_subset

LABELS = [(7 * i) % 9 for i in range(40)]
STEPS = [0, 1, 5, 63, 64, 130]

cases = []
for sampling in ("distinct", "random"):
    for seed in (0, 4_000_000_000):
        sampler = Sampler(
            np.array(LABELS), 9, batch_size=6, seed=seed, max_shift=3, template_count=3,
            sampling=sampling,
        )
        for step in STEPS:
            batch = sampler.batch_at(step)
            cases.append(
                {
                    "sampling": sampling,
                    "seed": seed,
                    "step": step,
                    "indices": batch.indices.tolist(),
                    "templates": batch.templates.tolist(),
                    "shifts": batch.shifts.tolist(),
                }
            )
vector = {
    "about": "Batches of the PyTorch twin; made by tools/pytorch/batch_vector.py",
    "labels": LABELS, "classCount": 9, "batchSize": 6, "maxShift": 3, "templateCount": 3,
    "cases": cases,
    "subsets": [
        {"limit": limit, "indices": stratified_subset(np.array(LABELS), limit).tolist()}
        for limit in (0, 7, 23, 40)
    ],
}
path = Path(__file__).parents[2] / "tests/reference/batches.json"
path.write_text(json.dumps(vector) + "\n", encoding="utf-8")
