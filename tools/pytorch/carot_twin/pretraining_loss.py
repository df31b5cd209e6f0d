"""The contrastive loss of pretraining, with several positives an image and further texts."""

from typing import Optional

import torch
import torch.nn.functional as F
from torch import Tensor


def pair_targets(concepts: Tensor, label_smoothing: float = 0.0) -> Tensor:
    """[B, B] targets: the pairs of one concept share the row evenly.

    concepts: int64 [B]; label_smoothing: the share spread over all texts. Rows sum to 1.
    """
    same = (concepts[:, None] == concepts[None]).float()
    targets = same / same.sum(1, keepdim=True)
    return (1 - label_smoothing) * targets + label_smoothing / len(concepts)


def usable_negatives(negative_ids: Tensor, spoken_ids: Tensor) -> Tensor:
    """Which further texts may count as wrong for every image of the batch.

    negative_ids: int64 [K], names drawn as negatives, −1 where there is none; spoken_ids: int64
    [M], the concepts of the batch and the names that its captions say. Returns bool [K]: of equal
    names the first, and none that the batch speaks of.
    """
    repeated = (negative_ids[:, None] == negative_ids[None]).tril(-1).any(1)
    # Not torch.isin, which may wait for the device.
    taken = (negative_ids[:, None] == spoken_ids[None]).any(1)
    return (negative_ids >= 0) & ~repeated & ~taken


def multi_positive_loss(
    image_embeds: Tensor,
    text_embeds: Tensor,
    concepts: Tensor,
    logit_scale: Tensor,
    negative_embeds: Optional[Tensor] = None,
    negative_usable: Optional[Tensor] = None,
    label_smoothing: float = 0.0,
) -> Tensor:
    """Symmetric contrastive loss in which all pairs of one concept are positives.

      L = ½·[H(T, softmax(s·I·[X, N]ᵀ)) + H(T, softmax(s·X·Iᵀ))]

    with I = image_embeds [B, D], X = text_embeds [B, D] (row i the caption of image i) and
    N = negative_embeds [K, D] (texts that only images are set against), all rows of length 1;
    s = logit_scale; T = `pair_targets` of concepts [B]; H the cross-entropy, mean over rows.
    negative_usable: bool [K], rows of N that count (all, if None).

    Returns a scalar in nats: ln B at chance (without N); the entropy of T at best.
    Source: Radford et al. 2021, arXiv:2103.00020, fig. 3; targets as in Khosla et al. 2020,
    arXiv:2004.11362, eq. 2, for two modalities.
    """
    count = len(concepts)
    targets = pair_targets(concepts, label_smoothing)
    per_image = logit_scale * image_embeds @ text_embeds.t()  # [B, B]
    per_text = per_image.t()
    if negative_embeds is not None:
        against = logit_scale * image_embeds @ negative_embeds.t()  # [B, K]
        if negative_usable is not None:
            against = against.masked_fill(~negative_usable[None], float("-inf"))
        per_image = torch.cat([per_image, against], 1)
    of_images = (targets * F.log_softmax(per_image, 1)[:, :count]).sum(1).mean()
    of_texts = (targets * F.log_softmax(per_text, 1)).sum(1).mean()
    return -(of_images + of_texts) / 2
