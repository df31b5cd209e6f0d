"""Captions of the classes, and linear classifiers on unit image embeddings.

Shape letters: C classes, P templates, D embedding, T tokens.
"""

from dataclasses import dataclass
from typing import Optional, Sequence, Tuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from .clip import Clip
from .philox import Rng
from .tokenizer import Tokenizer


@dataclass(frozen=True)
class Head:
    """weight [C, D] with exp(logit_scale) inside; bias [C] or None."""

    weight: Tensor
    bias: Optional[Tensor] = None

    def logits(self, image_embeds: Tensor) -> Tensor:
        """[B, D] to [B, C]."""
        return F.linear(image_embeds, self.weight, self.bias)


class PromptBank:
    """Every class × template caption, tokenised once: class c with template p is row c·P + p."""

    def __init__(self, ids: Tensor, eos: Tensor, class_count: int):
        """ids [C·P, T]; eos [C·P]."""
        self._ids, self._eos = ids, eos
        self.class_count = class_count
        self.template_count = len(ids) // class_count

    @classmethod
    def of(
        cls, tokenizer: Tokenizer, names: Sequence[str], templates: Sequence[str], device: str
    ) -> "PromptBank":
        texts = [template.replace("{}", name) for name in names for template in templates]
        ids, eos = tokenizer.encode(texts)
        return cls(torch.from_numpy(ids).to(device), torch.from_numpy(eos).to(device), len(names))

    def all(self) -> Tuple[Tensor, Tensor]:
        return self._ids, self._eos

    def random(
        self, rng: Rng, count: int, length: int, vocabulary: int
    ) -> Tuple[Tensor, Tensor]:
        """ids [count, length + 2] and eos [count] of random texts.

        Ids below `vocabulary` stand between the beginning and the end of a caption.
        """
        first, last = int(self._ids[0, 0]), int(self._ids[0, self._eos[0]])

        def word() -> int:
            id = rng.below(vocabulary)
            return word() if id in (first, last) else id

        rows = [[first, *(word() for _ in range(length)), last] for _ in range(count)]
        device = self._ids.device
        eos = torch.full((count,), length + 1, dtype=torch.long, device=device)
        return torch.tensor(rows, dtype=torch.long, device=device), eos

    def distinct(
        self, labels: np.ndarray, templates: np.ndarray
    ) -> Tuple[Tensor, Tensor, Optional[Tensor]]:
        """ids [U, T] and eos [U] of the different captions among B items, and which is whose: [B].

        The last is None where all differ; then they stand in the items' order.
        """
        rows = labels * self.template_count + templates
        unique, caption_of = np.unique(rows, return_inverse=True)
        device = self._ids.device
        if len(unique) == len(rows):
            picked = torch.from_numpy(rows).to(device)
            return self._ids[picked], self._eos[picked], None
        picked = torch.from_numpy(unique).to(device)
        return self._ids[picked], self._eos[picked], torch.from_numpy(caption_of).to(device)


def zero_shot_head(model: Clip, prompts: PromptBank) -> Head:
    """w_c = exp(logit_scale)·normalise(mean over templates of unit text embeddings), without bias.

    Source: Radford et al. 2021, arXiv:2103.00020, section 3.1.4.
    """
    embeds = model.encode_texts(*prompts.all())
    means = embeds.unflatten(0, (prompts.class_count, -1)).mean(1)
    return Head(F.normalize(means, dim=-1) * model.logit_scale.exp())


def context_embeds(model: Clip, prompts: PromptBank) -> Tensor:
    """[P, D] unit rows, one a template: the mean over all classes of its unit text embeddings.

    Source: Mao et al. 2022, arXiv:2211.16175, section 3.2.
    """
    embeds = model.encode_texts(*prompts.all())
    return F.normalize(embeds.unflatten(0, (prompts.class_count, -1)).mean(0), dim=-1)
