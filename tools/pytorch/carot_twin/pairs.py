"""Images against their captions: a batch, its similarities, and a teacher's view of them."""

import copy
from dataclasses import dataclass
from typing import Optional

import torch
from torch import Tensor

from .clip import Clip


@dataclass(frozen=True)
class Batch:
    """One training batch on the device."""

    #: [B, 3, S, S] normalised
    images: Tensor
    #: [B]
    labels: Tensor
    #: [U, T] different captions, and [U] where each ends
    ids: Tensor
    eos: Tensor
    #: [B] which caption belongs to each image; None: they stand in the images' order
    caption_of: Optional[Tensor] = None


def pair_logits(model: Clip, batch: Batch) -> Tensor:
    """[B, B] exp(logit_scale)·uᵢ·vⱼ, image i against text j. A caption is embedded once."""
    texts = model.encode_texts(batch.ids, batch.eos)
    if batch.caption_of is not None:
        texts = texts[batch.caption_of]
    return model.logit_scale.exp() * model.encode_images(batch.images) @ texts.T


class Teacher:
    """ψ ← m·ψ + (1 − m)·θ, from a copy of the pretrained model on; logit scale included.

    Source: Tarvainen, Valpola 2017, arXiv:1703.01780.
    """

    def __init__(self, pretrained: Clip):
        self.model = copy.deepcopy(pretrained).requires_grad_(False)

    @torch.no_grad()
    def logits(self, batch: Batch) -> Tensor:
        return pair_logits(self.model, batch)

    @torch.no_grad()
    def follow(self, student: Clip, momentum: float) -> None:
        for old, new in zip(self.model.parameters(), student.parameters()):
            old.mul_(momentum).add_(new, alpha=1 - momentum)
