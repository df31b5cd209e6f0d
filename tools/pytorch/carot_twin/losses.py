"""Losses of the methods; means over the batch in nats, always through log-softmax.

Shape letters: B batch, C classes, D embedding.
"""

from typing import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

#: Far below any logit, yet finite, so that 0 · MASKED is 0 and not NaN.
_MASKED = -1e9


def label_smoothed_cross_entropy(logits: Tensor, labels: Tensor, epsilon: float) -> Tensor:
    """H(q, softmax(logits)) with q = (1 − ε)·onehot + ε/C; ln C at chance.

    logits [N, C]; labels [N]. ε is spread over all C columns, the true one included.
    Source: Szegedy et al. 2016, arXiv:1512.00567, section 7.
    """
    return F.cross_entropy(logits, labels, label_smoothing=epsilon)


def contrastive_loss(
    logits: Tensor, labels: Tensor, epsilon: float = 0.0, same_pairs: str = "diag"
) -> Tensor:
    """½·[H(T, L) + H(T, Lᵀ)], the symmetric image–text loss of CLIP and FLYP; ln B at chance.

    logits [B, B], image i against text j; labels [B] classes of the items. same_pairs says what
    another item of one's class is: 'diag' a negative (published), 'multi_positive' a positive that
    shares the target, 'masked' left out of the softmax. T = (1 − ε)·hard + ε/B.
    Source: Radford et al. 2021, arXiv:2103.00020, fig. 3; Goyal et al. 2022, arXiv:2212.00638.
    """
    size = len(logits)
    if same_pairs == "diag":
        own = torch.arange(size, device=logits.device)
        per_image = label_smoothed_cross_entropy(logits, own, epsilon)
        return 0.5 * (per_image + label_smoothed_cross_entropy(logits.T, own, epsilon))
    same = labels[:, None] == labels[None, :]
    targets = torch.eye(size, dtype=logits.dtype, device=logits.device)
    others = same & (targets == 0)
    if same_pairs == "multi_positive":
        targets = same.to(logits.dtype) / same.sum(1, keepdim=True)
    elif same_pairs != "masked":
        raise ValueError(f"samePairs must be diag, multi_positive or masked, not {same_pairs!r}")
    targets = (1 - epsilon) * targets + epsilon / size
    if same_pairs == "masked":
        logits = logits.masked_fill(others, _MASKED)
        targets = targets.masked_fill(others, 0.0)
    # All of it is symmetric in the items, so that T serves both directions.
    return 0.5 * (_soft_cross_entropy(logits, targets) + _soft_cross_entropy(logits.T, targets))


def _soft_cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    return -(targets * logits.log_softmax(-1)).sum() / len(logits)


def divergence(student: Tensor, teacher: Tensor) -> Tensor:
    """KL(softmax(teacher) ‖ softmax(student)), mean over the rows of [N, C]; 0 where both agree."""
    return F.kl_div(
        student.log_softmax(-1), teacher.log_softmax(-1), reduction="batchmean", log_target=True
    )


def mkd_loss(student: Tensor, teacher: Tensor) -> Tensor:
    """CaRot's distillation: divergence over every image's texts plus over every text's images.

    student, teacher [B, B] logits per image; teacher first in the KL, no factor ½, no temperature.
    Source: Oh et al. 2023, arXiv:2311.01723, L_MKD; the mean over i follows the released code.
    """
    return divergence(student, teacher) + divergence(student.T, teacher.T)


def orthogonality_penalty(visual_projection: Tensor) -> Tensor:
    """‖W·Wᵀ − I‖_F of the projection [D, W], not squared, as the released code of CaRot has it."""
    gram = visual_projection @ visual_projection.T
    return torch.linalg.norm(gram - torch.eye(len(gram), dtype=gram.dtype, device=gram.device))


def cross_norm(visual_projection: Tensor, text_projection: Tensor) -> Tensor:
    """‖Wvᵀ·Wt‖_F, in CaRot's released command line but not in the printed objective."""
    return torch.linalg.norm(visual_projection.T @ text_projection)


def half_squared_distance(weights: Sequence[Tensor], start: Sequence[Tensor]) -> Tensor:
    """½·Σ(θ − θ₀)² of weights from where they began, a scalar; its gradient is θ − θ₀."""
    return 0.5 * torch.stack([(new - old).square().sum() for new, old in zip(weights, start)]).sum()


def focal_loss(logits: Tensor, labels: Tensor, gamma: float) -> Tensor:
    """Mean of −(1 − p)^gamma·log p, p the softmax of logits [N, C] at labels [N]; gamma 0 is CE.

    Source: Lin et al. 2017, arXiv:1708.02002, eq. 4.
    """
    log_true = -F.cross_entropy(logits, labels, reduction="none")
    return -((1 - log_true.exp()) ** gamma * log_true).mean()


def mixed_cross_entropy(
    logits: Tensor, labels: Tensor, partners: Tensor, share: float, epsilon: float
) -> Tensor:
    """share·H(labels) + (1 − share)·H(partners), both smoothed by epsilon over the columns.

    Source: Zhang et al. 2018, arXiv:1710.09412.
    """
    own = label_smoothed_cross_entropy(logits, labels, epsilon)
    return share * own + (1 - share) * label_smoothed_cross_entropy(logits, partners, epsilon)


def context_divergence(images: Tensor, before: Tensor, contexts: Tensor, scale: Tensor) -> Tensor:
    """KL(softmax(s·u⁰·Cᵀ) ‖ softmax(s·u·Cᵀ)), mean over N; images, before [N, D]; contexts [P, D].

    Source: Mao et al. 2022, arXiv:2211.16175.
    """
    return divergence(scale * images @ contexts.T, scale * before @ contexts.T)


def energy_gap(images: Tensor, before: Tensor, texts: Tensor, scale: Tensor) -> Tensor:
    """Mean over N of (1/2M)·Σ_m (s·⟨v_m, u⟩ − s·⟨v_m, u⁰⟩)²; texts [M, D], images, before [N, D].

    Source: Nam et al. 2024, arXiv:2404.00860, eq. 5.
    """
    return (scale * (images - before) @ texts.T).square().mean() / 2
