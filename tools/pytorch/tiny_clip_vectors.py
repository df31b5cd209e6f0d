"""Writes reference vectors 12 and 13 for a tiny CLIP of any sizes, for the lab's tests:

    python tiny_clip_vectors.py ../../tests/reference/odd

reads DIR/tiny-clip/config.json, draws weights and inputs, and writes DIR/tiny-clip/*.safetensors,
DIR/vectors/12_tiny_clip.json and 13_training_runs.json, all in double precision.
docs/reference-vectors.md says what is in them.
"""

import json
import sys
from pathlib import Path
from typing import Any, Dict, List

import torch
from torch import Tensor

from carot_twin import clip
from carot_twin.clip import Clip
from tiny_clip_answers import clip_answers, first_eos, model_of, states_within, training_answers

ABOUT = "Of the PyTorch twin in double precision; made by tools/pytorch/tiny_clip_vectors.py"
RUNS = {
    "flyp": {"kind": "flyp", "eps": 0},
    "flyp_ls": {"kind": "flyp", "eps": 0.1},
    "carot": {
        "kind": "carot", "eps": 0, "lambda_sd": 1.5, "lambda_oc": 0.2, "lambda_fn": 0.05,
        "ema_every": 2, "m_src": 0.05, "m_tar": 0.9, "m_warm": 0.5,
    },
    "ft_ls": {"kind": "ft", "eps": 0.1, "clip": 1},
}
SCHEDULE = {"base_lr": 0.001, "warmup": 2, "wd": 0.1}


def draw(rng: torch.Generator, shape: List[int], scale: float = 1.0) -> Tensor:
    """Normal numbers as multiples of 1/1024 within ±1.9: exact in half precision."""
    numbers = torch.randn(shape, generator=rng, dtype=torch.float64) * scale
    return (numbers.clamp(-1.9, 1.9) * 1024).round() / 1024


def draw_weights(rng: torch.Generator, config: dict) -> Dict[str, Tensor]:
    weights = {}
    for name, weight in Clip(config).state_dict().items():
        drawn = draw(rng, list(weight.shape), 0.3)
        is_gain = "norm" in name and name.endswith("weight")
        weights[name] = (drawn + 1).clamp(-1.9, 1.9) if is_gain else drawn
    weights["logit_scale"] = torch.tensor(2.5, dtype=torch.float64)
    return weights


def draw_ids(rng: torch.Generator, config: dict, count: int) -> Tensor:
    """[count, T] captions: BOS, words, EOS, then zeros. One word has the largest id, once."""
    text = config["text_config"]
    length, largest = text["max_position_embeddings"], text["vocab_size"] - 1
    words = [i for i in range(1, largest) if i not in (text["bos_token_id"], text["eos_token_id"])]
    ids = torch.zeros(count, length, dtype=torch.float64)
    for row in ids:
        inside = int(torch.randint(2, length - 1, (1,), generator=rng))
        picked = torch.randint(0, len(words), (inside,), generator=rng).tolist()
        row[0], row[inside + 1] = text["bos_token_id"], text["eos_token_id"]
        row[1 : inside + 1] = torch.tensor([words[i] for i in picked], dtype=torch.float64)
        if largest != text["eos_token_id"]:
            row[int(torch.randint(1, inside + 1, (1,), generator=rng))] = largest
    return ids


def shortened(x: float) -> float:
    """Inputs, multiples of 1/1024, as they are; answers to eight digits."""
    return x if (x * 1024).is_integer() else float(f"{x:.8g}")


def as_json(value: Any) -> Any:
    if isinstance(value, Tensor):
        numbers = [shortened(x) for x in value.detach().double().flatten().tolist()]
        short = [int(x) if x.is_integer() else x for x in numbers]
        return {"shape": list(value.shape), "data": short} if value.dim() else short[0]
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    return [as_json(item) for item in value] if isinstance(value, list) else value


def describe_clip(config: dict, weights: Dict[str, Tensor], rng: torch.Generator) -> dict:
    """12_tiny_clip."""
    vision = config["vision_config"]
    side, batch = vision["image_size"], 3
    ids = draw_ids(rng, config, batch)
    images = draw(rng, [batch, vision["num_channels"], side, side])
    cases = []
    for activation in ("quick_gelu", "gelu"):
        model = model_of(config, weights, activation)
        expected = clip_answers(model, images, ids.long(), first_eos(ids, config))
        if activation == "quick_gelu":
            expected["activations"] = states_within(model, images, ids.long())
        inputs = {"hidden_act": activation}
        cases.append({"id": activation, "inputs": inputs, "expected": expected})
    # Where old files give 2 as the end of text, it is the position of the largest id.
    legacy = clip_answers(model_of(config, weights), images, ids.long(), ids.argmax(1))
    cases.append(
        {
            "id": "legacy_eos_token_id_2",
            "inputs": {"hidden_act": "quick_gelu", "eos_token_id": 2},
            "expected": {"logits_per_image": legacy["logits_per_image"]},
        }
    )
    tolerance = {
        "float64": {"atol": 1e-8, "rtol": 1e-6},
        "float32": {"atol": 2e-4, "rtol": 2e-3},
    }
    inputs = {"input_ids": ids, "pixel_values": images}
    return {
        "name": "tiny_clip", "about": ABOUT, "format": 1, "tolerance": tolerance,
        "config": config, "inputs": inputs, "state_dict": weights, "cases": cases,
    }


def describe_runs(config: dict, weights: Dict[str, Tensor], rng: torch.Generator) -> dict:
    """13_training_runs: four steps on batches of five of seven items, four classes, three prompts."""
    vision = config["vision_config"]
    items, classes, templates = 7, 4, 3
    side = vision["image_size"]
    pool = {
        "pixel_values": draw(rng, [items, vision["num_channels"], side, side]),
        "input_ids": draw_ids(rng, config, items),
        "labels": torch.arange(items, dtype=torch.float64) % classes,
        "class_prompt_ids": draw_ids(rng, config, classes * templates).unflatten(0, (classes, -1)),
        "batches": [torch.randperm(items, generator=rng)[:5].tolist() for _ in range(4)],
    }
    cases = []
    for name, options in RUNS.items():
        options = {**SCHEDULE, **options}
        expected = training_answers(model_of(config, weights), pool, options)
        cases.append({"id": name, "inputs": {"options": options}, "expected": expected})
    tolerance = {
        "float64": {"atol": 1e-7, "rtol": 1e-5},
        "float32": {"loss_rtol": 5e-4, "params_atol": 1e-4},
    }
    return {
        "name": "training_runs", "about": ABOUT, "format": 1, "tolerance": tolerance,
        "inputs": pool, "cases": cases,
    }


def main(folder: Path) -> None:
    config = json.loads((folder / "tiny-clip/config.json").read_text(encoding="utf-8"))
    rng = torch.Generator().manual_seed(0)
    weights = draw_weights(rng, config)
    model = model_of(config, weights)
    clip.save_tensors(model.state_dict(), folder / "tiny-clip/model.safetensors")
    halves = folder / "tiny-clip/model.f16.safetensors"
    clip.save_tensors(model.state_dict(), halves, torch.float16)
    (folder / "vectors").mkdir(exist_ok=True)
    for name, vector in (
        ("12_tiny_clip", describe_clip(config, weights, rng)),
        ("13_training_runs", describe_runs(config, weights, rng)),
    ):
        text = json.dumps(as_json(vector), separators=(",", ":"))
        (folder / f"vectors/{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
