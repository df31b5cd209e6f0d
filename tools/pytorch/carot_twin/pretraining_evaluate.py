"""Zero-shot accuracy and calibration on the benchmark, along the way of pretraining."""

from typing import Dict

import numpy as np
import torch

from .clip import Clip
from .dataset import Dataset
from .heads import Head, PromptBank, zero_shot_head
from .metrics import accuracy, ece, top_label
from .pretraining_model import PIXEL_MEAN, PIXEL_STD
from .tokenizer import Tokenizer

#: Images per forward pass; bounds memory.
_CHUNK = 512


def image_logits(model: Clip, head: Head, pixels: np.ndarray) -> np.ndarray:
    """pixels [n, S, S, 3] uint8 -> logits [n, C] float64."""
    parts = []
    for start in range(0, len(pixels), _CHUNK):
        chunk = torch.from_numpy(pixels[start : start + _CHUNK]).to(model.logit_scale.device)
        images = (chunk.permute(0, 3, 1, 2).float() / 255 - PIXEL_MEAN) / PIXEL_STD
        parts.append(head.logits(model.encode_images(images)))
    return torch.cat(parts).cpu().double().numpy()


@torch.no_grad()
def zero_shot_metrics(
    model: Clip, tokenizer: Tokenizer, benchmark: Dataset
) -> Dict[str, Dict[str, float]]:
    """{split id: {accuracy, ece}} of all splits but those of role train; fractions.

    As in the lab, classes without any image in an OOD split do not compete there.
    """
    device = str(model.logit_scale.device)
    prompts = PromptBank.of(tokenizer, benchmark.class_names, benchmark.templates, device)
    head = zero_shot_head(model, prompts)
    metrics = {}
    for split in benchmark.splits:
        if split.role == "train":
            continue
        logits = image_logits(model, head, split.pixels)
        logits[:, benchmark.absent_classes(split)] = -np.inf
        top = top_label(logits, split.labels)
        metrics[split.id] = {"accuracy": round(accuracy(top), 5), "ece": round(ece(top), 5)}
    return metrics
