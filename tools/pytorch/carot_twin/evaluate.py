"""What a model with a head is worth on every split."""

from statistics import fmean
from typing import Any, Dict, NamedTuple

import numpy as np
import torch

from .assets import Assets
from .clip import Clip
from .dataset import Split
from .heads import Head
from .metrics import fit_temperature, nll_of_each, summarise
from .subset import stratified_subset

#: Images per forward pass; bounds memory, changes no number beyond rounding.
_CHUNK = 256


class Answers(NamedTuple):
    """What a model says of some images of a split."""

    #: [n, C] float64; −inf for classes of which an OOD split has no image
    logits: np.ndarray
    #: [n]
    labels: np.ndarray


@torch.no_grad()
def answers(assets: Assets, model: Clip, head: Head, split: Split, limit: int = 0) -> Answers:
    """limit: images of the split, a fixed stratified subset; 0 means all."""
    chosen = stratified_subset(split.labels, limit)
    chunks = []
    for start in range(0, len(chosen), _CHUNK):
        images = assets.normalised(split.pixels[chosen[start : start + _CHUNK]])
        chunks.append(head.logits(model.encode_images(images)).double().cpu().numpy())
    logits = np.concatenate(chunks)
    logits[:, assets.dataset.absent_classes(split)] = -np.inf
    return Answers(logits, split.labels[chosen])


def evaluate_validation(assets: Assets, model: Clip, head: Head, limit: int = 0) -> Dict[str, Any]:
    """Accuracy, NLL, ECE, signed gap and fitted temperature on the validation split alone."""
    return _validation_numbers(_validation_answers(assets, model, head, limit))


def evaluate_trial(assets: Assets, model: Clip, head: Head) -> Dict[str, Any]:
    """The validation numbers, and of each image whether it is right and its NLL.

    With those two settings are compared image by image, which tells more than their means do.
    """
    said = _validation_answers(assets, model, head)
    right = said.logits.argmax(1) == said.labels
    losses = [float(f"{loss:.5g}") for loss in nll_of_each(*said)]
    return {**_validation_numbers(said), "valRight": right.astype(int).tolist(), "valNlls": losses}


def _validation_answers(assets: Assets, model: Clip, head: Head, limit: int = 0) -> Answers:
    (split,) = assets.dataset.with_role("val")
    return answers(assets, model, head, split, limit)


def _validation_numbers(said: Answers) -> Dict[str, Any]:
    temperature, at_bound = fit_temperature(*said)
    numbers = summarise(*said, temperature)
    named = {f"val{name[0].upper()}{name[1:]}": numbers[name] for name in numbers}
    return {**named, "temperature": temperature, "temperatureAtBound": at_bound}


def evaluate(assets: Assets, model: Clip, head: Head, limit: int = 0) -> Dict[str, Any]:
    """The validation numbers, and every test split with the temperature fitted on validation.

    OOD values are unweighted means over the OOD splits. `splits` holds each split by id. limit:
    images of each split, 0 means all.
    """
    result = evaluate_validation(assets, model, head, limit)
    splits: Dict[str, Dict[str, Any]] = {}
    for role in ("id", "ood"):
        found = []
        for split in assets.dataset.with_role(role):
            said = answers(assets, model, head, split, limit)
            numbers = summarise(*said, result["temperature"])
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
