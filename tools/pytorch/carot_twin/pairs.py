"""Images against their captions: a batch, its similarities, and a teacher's view of them."""

import copy
from dataclasses import dataclass
from typing import Optional

import torch
from torch import Tensor

from .clip import Clip
from .ranks import Ranks


@dataclass(frozen=True)
class Batch:
    """One training batch on the device; of several processes, each encodes b = B/N of its items."""

    #: [b, 3, S, S] normalised
    images: Tensor
    #: [B] of all items
    labels: Tensor
    #: [U, T] different captions, and [U] where each ends
    ids: Tensor
    eos: Tensor
    #: [b] which caption belongs to each image; None: they stand in the images' order
    caption_of: Optional[Tensor] = None
    ranks: Ranks = Ranks()
    #: Of whatever a method draws for itself in this step.
    seed: int = 0
    step: int = 0
    #: Whether the encoders are left alone: what they give then has no gradient.
    encoders_rest: bool = False

    def image_embeds(self, model: Clip) -> Tensor:
        """[B, D] of all items."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.encoders_rest):
            return self.ranks.gather(model.encode_images(self.images))

    def text_embeds(self, model: Clip) -> Tensor:
        """[B, D] of all items' captions. A caption that comes twice is embedded once."""
        texts = model.encode_texts(self.ids, self.eos)
        if self.caption_of is not None:
            texts = texts[self.caption_of]
        return self.ranks.gather(texts)


def pair_logits(model: Clip, batch: Batch) -> Tensor:
    """[B, B] exp(logit_scale)·uᵢ·vⱼ, image i against text j."""
    return model.logit_scale.exp() * batch.image_embeds(model) @ batch.text_embeds(model).T


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
    def image_embeds(self, batch: Batch) -> Tensor:
        return batch.image_embeds(self.model)

    @torch.no_grad()
    def follow(self, student: Clip, momentum: float) -> None:
        for old, new in zip(self.model.parameters(), student.parameters()):
            old.mul_(momentum).add_(new, alpha=1 - momentum)
