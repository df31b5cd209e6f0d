"""The lab's reference vectors as tensors."""

import json
import unittest
from pathlib import Path
from typing import Any

import torch

from carot_twin.clip import Clip

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = ROOT / "tests" / "reference"


def read_vector(name: str) -> dict:
    """tests/reference/vectors/<name>.json with each {shape, data} as a float64 tensor."""
    path = REFERENCE / "vectors" / f"{name}.json"
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
    config = json.loads(json.dumps(vector["config"]))
    for tower in ("text_config", "vision_config"):
        config[tower]["hidden_act"] = activation
    model = Clip(config).double()
    weights = vector["state_dict"]
    model.load_state_dict({k: torch.as_tensor(w, dtype=torch.float64) for k, w in weights.items()})
    return model


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
