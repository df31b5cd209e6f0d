"""Weight files that pass between the lab and this package, bit for bit in F32."""

import json
from pathlib import Path
from typing import Any, Dict, Mapping, NamedTuple, Optional

from safetensors import SafetensorError, safe_open

from . import clip
from .clip import Clip
from .heads import Head

#: Before the names of a head's tensors; CLIPModel passes over them.
_HEAD = "carot_lab.head."


class Weights(NamedTuple):
    model: Clip
    #: A head that was trained; None: the model's text tower makes it of prompts.
    head: Optional[Head]


def read_weights(path: Path, config: dict, device: str = "cpu") -> Weights:
    """Weights that the lab or this package saved, or any of a CLIPModel. config: as in config.json.

    Raises ValueError where they do not fit that model.
    """
    with _opened(path) as file:
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}
    named = {name for name in tensors if name.startswith(_HEAD)}
    head = {name[len(_HEAD) :]: tensors.pop(name).to(device) for name in named}
    try:
        model = clip.with_weights(config, tensors).to(device)
        return Weights(model, Head(**head) if head else None)
    except (RuntimeError, TypeError) as problem:
        raise ValueError(f"{path} does not hold the weights of this model: {problem}") from problem


def saved_settings(path: Path) -> Dict[str, Any]:
    """The settings of the run that the weights are of; empty where the file does not tell."""
    with _opened(path) as file:
        return json.loads((file.metadata() or {}).get("carot_lab.config", "{}"))


def _opened(path: Path) -> safe_open:
    try:
        return safe_open(str(path), "pt")
    except SafetensorError as problem:
        raise ValueError(f"{path} is no safetensors file: {problem}") from problem


def write_weights(
    path: Path, model: Clip, head: Optional[Head], metadata: Mapping[str, str] = {}
) -> None:
    """A file that the lab opens ("Open a file"); a head with a bias was trained, and goes with it.

    Any other head is made of the prompts, by the text tower in the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    own = vars(head) if head is not None and head.bias is not None else {}
    tensors = {**model.state_dict(), **{_HEAD + name: w for name, w in own.items()}}
    clip.save_tensors(tensors, path, metadata=metadata)
