"""The lab's reference vectors as tensors."""

import json
import os
import sys
import unittest
from pathlib import Path
from typing import Any

import torch

from carot_twin.clip import Clip

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tiny_clip_answers import model_of

ROOT = Path(__file__).resolve().parents[3]
#: Reference vectors; VECTORS_DIR points the same tests at another folder of the same form.
VECTORS = Path(os.environ.get("VECTORS_DIR", ROOT / "tests/reference/vectors")).resolve()
TINY_CLIP = VECTORS.parent / "tiny-clip"


def read_vector(name: str) -> dict:
    """<name>.json of the vectors with each {shape, data} as a float64 tensor."""
    path = VECTORS / f"{name}.json"
    return _tensors(json.loads(path.read_text(encoding="utf-8")))


def _tensors(value: Any) -> Any:
    if isinstance(value, list):
        return [_tensors(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"shape", "data"}:
        return torch.tensor(value["data"], dtype=torch.float64).reshape(value["shape"])
    return {key: _tensors(item) for key, item in value.items()}


def tiny_clip(vector: dict, activation: str = "quick_gelu") -> Clip:
    """The model of 12_tiny_clip in double precision."""
    return model_of(vector["config"], vector["state_dict"], activation)


class VectorTest(unittest.TestCase):
    """Tests against a vector's own float64 tolerance."""

    tolerance: dict

    def close(self, actual: Any, expected: Any, label: str = "", **tolerance: float) -> None:
        tolerance = tolerance or self.tolerance
        torch.testing.assert_close(
            torch.as_tensor(actual, dtype=torch.float64).detach(),
            torch.as_tensor(expected, dtype=torch.float64),
            rtol=tolerance.get("rtol", 0.0),
            atol=tolerance.get("atol", 0.0),
            msg=lambda text: f"{label}: {text}",
        )
