"""What a model with a head is worth on every split."""

from statistics import fmean
from typing import Any, Dict

import numpy as np
import torch

from .assets import Assets
from .clip import Clip
from .dataset import Split
from .heads import Head
from .metrics import fit_temperature, summarise

#: Images per forward pass; bounds memory, changes no number beyond rounding.
_CHUNK = 256


@torch.no_grad()
def split_logits(assets: Assets, model: Clip, head: Head, split: Split) -> np.ndarray:
    """[n, C] float64; −inf for classes of which an OOD split has no image."""
    chunks = []
    for start in range(0, len(split.labels), _CHUNK):
        images = assets.normalised(split.pixels[start : start + _CHUNK])
        chunks.append(head.logits(model.encode_images(images)).double().cpu().numpy())
    logits = np.concatenate(chunks)
    logits[:, assets.dataset.absent_classes(split)] = -np.inf
    return logits


def evaluate_validation(assets: Assets, model: Clip, head: Head) -> Dict[str, Any]:
    """Accuracy, NLL, ECE, signed gap and fitted temperature on the validation split alone."""
    (split,) = assets.dataset.with_role("val")
    logits = split_logits(assets, model, head, split)
    temperature, at_bound = fit_temperature(logits, split.labels)
    numbers = summarise(logits, split.labels, temperature)
    named = {f"val{name[0].upper()}{name[1:]}": numbers[name] for name in numbers}
    return {**named, "temperature": temperature, "temperatureAtBound": at_bound}


def evaluate(assets: Assets, model: Clip, head: Head) -> Dict[str, Any]:
    """The validation numbers, and every test split with the temperature fitted on validation.

    OOD values are unweighted means over the OOD splits. `splits` holds each split by id.
    """
    result = evaluate_validation(assets, model, head)
    splits: Dict[str, Dict[str, Any]] = {}
    for role in ("id", "ood"):
        found = []
        for split in assets.dataset.with_role(role):
            logits = split_logits(assets, model, head, split)
            numbers = summarise(logits, split.labels, result["temperature"])
            absent = len(assets.dataset.absent_classes(split))
            splits[split.id] = {"role": role, **numbers, "absentClasses": absent}
            found.append(numbers)
        mean = {name: fmean(numbers[name] for numbers in found) for name in found[0]}
        result.update(
            {
                f"{role}Acc": mean["acc"],
                f"{role}Ece": mean["ece"],
                f"{role}EceTs": mean["eceTs"],
                f"signedGap{role.capitalize()}": mean["signedGap"],
                f"signedGapTs{role.capitalize()}": mean["signedGapTs"],
            }
        )
    return {**result, "splits": splits}
