"""One batch of pretraining: which icons, how they look, what their captions and negatives say.

Everything random in a batch comes from (seed, rank, step) alone, so that a run that is stopped
anywhere and resumed sees the batches it would have seen.
"""

from dataclasses import dataclass
from typing import Optional, Sequence, Tuple

import numpy as np
import torch
from torch import Generator, Tensor

from .pretraining_augment import AugmentOptions, augment
from .pretraining_captions import DRAWS_PER_CAPTION, choose_name, write_caption
from .pretraining_data import PretrainingData
from .tokenizer import Tokenizer


@dataclass(frozen=True)
class Batch:
    """b images of one process and its T texts, of which several images may share one."""

    #: [b, 3, S, S] float from −1 to 1
    images: Tensor
    #: [b, k] int64, patches that are looked at; None for all
    keep: Optional[Tensor]
    #: [T, longest] int64
    token_ids: Tensor
    #: [T] int64
    token_eos: Tensor
    #: How many of the texts are captions; the others are negatives, at most K.
    captions: int
    #: [b] int64, the text of each image
    caption_rows: Tensor
    #: [b] int64, name ids
    concepts: Tensor
    #: [2b] int64, name ids of the concepts and of what the captions say
    spoken: Tensor
    #: [K] int64, name ids of the negatives in the order of their texts, then −1
    negative_ids: Tensor


def random_streams(
    seed: int, rank: int, step: int, device: torch.device
) -> Tuple[np.random.Generator, Generator]:
    """(numpy generator for choices, torch generator on the device for pixels) of one step."""
    choices, pixels = np.random.SeedSequence((seed, rank, step)).spawn(2)
    generator = torch.Generator(device=device)
    generator.manual_seed(int(pixels.generate_state(1, np.uint64)[0] >> np.uint64(1)))
    return np.random.default_rng(choices), generator


def kept_patches(
    count: int, patches: int, dropout: float, generator: Generator
) -> Optional[Tensor]:
    """Patches that stay, int64 [count, k] with k = patches·(1 − dropout); None for all."""
    if dropout <= 0:
        return None
    noise = torch.rand(count, patches, generator=generator, device=generator.device)
    return noise.argsort(1)[:, : int(patches * (1 - dropout))]


@dataclass(frozen=True)
class BatchOptions:
    """What one process draws for an update."""

    images: int
    text_negatives: int
    #: P of an image
    patches: int
    patch_dropout: float
    augment: AugmentOptions


def draw_batch(
    data: PretrainingData,
    tokenizer: Tokenizer,
    options: BatchOptions,
    seed: int,
    rank: int,
    step: int,
) -> Batch:
    """The batch of one process at one step."""
    device = data.images.device
    rng, generator = random_streams(seed, rank, step, device)
    icons = data.draw(options.images, rng)
    draws = rng.random((options.images, DRAWS_PER_CAPTION))
    spoken = [choose_name(data.icon_names[i], draw) for i, draw in zip(icons, draws)]
    captions = [
        write_caption(data.names[name], data.styles[i], draw)
        for i, name, draw in zip(icons, spoken, draws)
    ]
    texts = list(dict.fromkeys(captions))
    row_of = {text: row for row, text in enumerate(texts)}
    concepts = data.concepts(icons)
    taken = set(concepts.tolist()).union(spoken)
    drawn = data.concepts(data.draw(options.text_negatives, rng)).tolist()
    negatives = [name for name in dict.fromkeys(drawn) if name not in taken]
    ids, eos = tokenizer.encode(texts + [data.names[name] for name in negatives])
    # As many ids in every process, so that they can be gathered.
    negative_ids = negatives + [-1] * (options.text_negatives - len(negatives))

    def on_device(values: Sequence[int]) -> Tensor:
        tensor = torch.from_numpy(np.asarray(values, dtype=np.int64))
        if device.type == "cuda":
            tensor = tensor.pin_memory()  # or the copy would wait for all that the GPU has to do
        return tensor.to(device, non_blocking=True)

    at = on_device(icons)
    enclosed = None if data.enclosed is None else data.enclosed[at]
    return Batch(
        images=augment(data.images[at], data.palette[at], enclosed, options.augment, generator),
        keep=kept_patches(options.images, options.patches, options.patch_dropout, generator),
        token_ids=on_device(ids),
        token_eos=on_device(eos),
        captions=len(texts),
        caption_rows=on_device([row_of[caption] for caption in captions]),
        concepts=on_device(concepts),
        spoken=on_device(np.concatenate([concepts, spoken])),
        negative_ids=on_device(negative_ids),
    )
