"""The state of a pretraining run: kept in one file, from which it goes on as if never stopped.

A state is a dictionary: `format`, `config` (as config.json), `model`, `ema` and the optimiser's
moments (tensors by weight name), `progress` (fields of `Progress`) and `seed`. Random numbers come
from (seed, rank, step), so that seed and step are all of the random state.
"""

import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Optional

import torch
from torch import nn

from .pretraining_model import clip_config
from .pretraining_optimizer import optimizer_moments

FORMAT = 1


@dataclass
class Progress:
    """How far a run is. A phase is the main one or the anneal; its limits count from its start."""

    step: int = 0  # optimiser updates done
    images: int = 0  # images seen
    anneal: bool = False
    phase_start_step: int = 0
    phase_start_images: int = 0
    phase_seconds: float = 0.0  # time spent in this phase, over all resumptions
    smoothed_loss: Optional[float] = None  # nats, exponential mean with factor .95

    def annealing(self) -> "Progress":
        """This progress in its anneal, which begins here unless it has begun."""
        if self.anneal:
            return self
        start = dict(phase_start_step=self.step, phase_start_images=self.images)
        return replace(self, anneal=True, phase_seconds=0.0, **start)


def write_state(
    path: Path,
    model: nn.Module,
    ema: nn.Module,
    optimizer: torch.optim.Optimizer,
    progress: Progress,
    seed: int,
) -> None:
    """Writes the state to `path`, which always holds a whole state: the old one or this."""
    state = {
        "format": FORMAT,
        "config": model.config,
        "model": dict(model.state_dict()),
        "ema": dict(ema.state_dict()),
        "optimizer": optimizer_moments(model, optimizer),
        "progress": asdict(progress),
        "seed": seed,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    with open(partial, "wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(partial, path)


def read_state(path: Path) -> dict:
    """The state in a file, on the CPU; the second cut's `pretraining-state.pt` is converted."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    if "m" in state and "opt" in state:
        return convert_recipe_state(state)
    if state.get("format") != FORMAT:
        raise ValueError(f"{path} is no state of this program")
    return state


# Names of the second cut's scripts -> names of CLIPModel, outside of the layers.
_RECIPE_NAMES = {
    "ls": "logit_scale",
    "vp.weight": "visual_projection.weight",
    "tp.weight": "text_projection.weight",
    "te.weight": "text_model.embeddings.token_embedding.weight",
    "tpos": "text_model.embeddings.position_embedding.weight",
    "tln.weight": "text_model.final_layer_norm.weight",
    "tln.bias": "text_model.final_layer_norm.bias",
    "cls": "vision_model.embeddings.class_embedding",
    "pe.weight": "vision_model.embeddings.patch_embedding.weight",
    "pos": "vision_model.embeddings.position_embedding.weight",
    "pre.weight": "vision_model.pre_layrnorm.weight",
    "pre.bias": "vision_model.pre_layrnorm.bias",
    "post.weight": "vision_model.post_layernorm.weight",
    "post.bias": "vision_model.post_layernorm.bias",
}
_RECIPE_LAYER_PARTS = {
    "ln1": "layer_norm1",
    "ln2": "layer_norm2",
    "o": "self_attn.out_proj",
    "f1": "mlp.fc1",
    "f2": "mlp.fc2",
}


def convert_recipe_tensors(tensors: dict, patch: int) -> dict:
    """Tensors by the scripts' names (weights or moments) -> by the names of CLIPModel.

    The scripts keep queries, keys and values in one matrix [3W, W], and the patch embedding as
    [W, 3·patch·patch], which CLIPModel holds as a convolution [W, 3, patch, patch].
    """
    converted = {}
    for name, tensor in tensors.items():
        if name in _RECIPE_NAMES:
            if name == "pe.weight":
                tensor = tensor.view(len(tensor), 3, patch, patch)
            converted[_RECIPE_NAMES[name]] = tensor
            continue
        tower, layer, part, kind = name.split(".")
        tower = {"vb": "vision_model", "tb": "text_model"}[tower]
        prefix = f"{tower}.encoder.layers.{layer}"
        if part == "qkv":
            for letter, third in zip("qkv", tensor.chunk(3)):
                converted[f"{prefix}.self_attn.{letter}_proj.{kind}"] = third.clone()
        else:
            converted[f"{prefix}.{_RECIPE_LAYER_PARTS[part]}.{kind}"] = tensor
    return converted


def convert_recipe_state(state: dict) -> dict:
    """A state file of the second cut's scripts -> a state of this program, seed 0.

    Their optimiser numbers its parameters: first those of two and more dimensions, then the others,
    each in the order of the model's weights.
    """
    sizes, weights = state["cfg"], state["m"]
    order = sorted(weights, key=lambda name: weights[name].ndim < 2)  # keeps the order otherwise
    slots = state["opt"]["state"]

    def moment(kind: str) -> dict:
        by_name = {name: slots[i][kind] for i, name in enumerate(order) if i in slots}
        return convert_recipe_tensors(by_name, sizes["patch"])

    return {
        "format": FORMAT,
        "config": clip_config(
            image_size=sizes["img"],
            patch_size=sizes["patch"],
            vision=(sizes["d"], sizes["L"], sizes["h"]),
            text=(sizes["td"], sizes["tL"], sizes["th"]),
            context=sizes["ctx"],
            vocabulary=sizes["vocab"],
            embedding=sizes["emb"],
        ),
        "model": convert_recipe_tensors(weights, sizes["patch"]),
        "ema": convert_recipe_tensors(state["ema"], sizes["patch"]),
        "optimizer": {kind: moment(kind) for kind in ("exp_avg", "exp_avg_sq")},
        "progress": asdict(Progress(step=state["s"], images=state["seen"])),
        "seed": 0,
    }
