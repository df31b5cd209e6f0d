"""Makes the weights, tokenizer and config of TinyCLIP from drawings that are not in the data set:

    npx tsx scripts/shapes/build.ts --pretraining FOLDER
    python tools/pytorch/pretrain_tiny.py FOLDER public/models/tinyclip
    npx tsx scripts/modelManifest.ts
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Dict, List, Tuple

import numpy as np
import torch

from carot_twin import clip
from carot_twin.dataset import load_dataset
from carot_twin.heads import PromptBank
from carot_twin.pretraining_loss import multi_positive_loss
from carot_twin.tokenizer import Tokenizer

STEPS, BATCH, RATE, WARMUP, DECAY = 2500, 128, 2e-3, 100, 0.1
WIDTH, HEADS, CONTEXT = 48, 3, 16
#: All bytes, inside and at the end of a word.
BYTES = 512
#: What every CLIP's tokenizer does before its merges.
SHIPPED = Path(__file__).parents[2] / "public/models/iconclip"


def learn_merges(words: List[str]) -> List[Tuple[str, str]]:
    """Byte pair encoding of ASCII words until each is one token; ties go to the first in the alphabet."""
    pieces = [[*word[:-1], f"{word[-1]}</w>"] for word in words]
    merges: List[Tuple[str, str]] = []
    while True:
        pairs = Counter(pair for parts in pieces for pair in zip(parts, parts[1:]))
        if not pairs:
            return merges
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        for parts in pieces:
            i = 0
            while i < len(parts) - 1:
                if (parts[i], parts[i + 1]) == best:
                    parts[i : i + 2] = ["".join(best)]
                i += 1


def tokenizer_json(words: List[str]) -> Dict:
    """A tokenizer.json of CLIP's kind: all bytes, the merges of these words, begin and end of text."""
    file = json.loads((SHIPPED / "tokenizer.json").read_text(encoding="utf-8"))
    merges = learn_merges(words)
    symbols = sorted(file["model"]["vocab"], key=file["model"]["vocab"].get)[:BYTES]
    symbols += [*dict.fromkeys("".join(pair) for pair in merges)]
    special = [token["content"] for token in file["added_tokens"]]
    ids = {symbol: i for i, symbol in enumerate([*symbols, *special])}
    for token in file["added_tokens"]:
        token["id"] = ids[token["content"]]
    for end in ("cls", "sep"):
        file["post_processor"][end][1] = ids[file["post_processor"][end][0]]
    file["model"].update(vocab=ids, merges=[" ".join(pair) for pair in merges])
    return file


def config_json(vocab_size: int) -> Dict:
    """The shipped CLIP's config with everything small."""
    config = json.loads((SHIPPED / "config.json").read_text(encoding="utf-8"))
    small = dict(
        hidden_size=WIDTH,
        intermediate_size=4 * WIDTH,
        num_attention_heads=HEADS,
        projection_dim=WIDTH,
    )
    config["projection_dim"] = WIDTH
    config["vision_config"].update(small, num_hidden_layers=2)
    config["text_config"].update(
        small,
        num_hidden_layers=1,
        max_position_embeddings=CONTEXT,
        vocab_size=vocab_size,
        bos_token_id=vocab_size - 2,
        eos_token_id=vocab_size - 1,
        pad_token_id=vocab_size - 1,
    )
    return config


def rate_at(step: int) -> float:
    if step < WARMUP:
        return (step + 1) / WARMUP
    return 0.5 * (1 + np.cos(np.pi * (step - WARMUP) / (STEPS - WARMUP)))


def train(model: clip.Clip, pixels: np.ndarray, labels: np.ndarray, bank: PromptBank) -> None:
    """pixels [n, S, S, 3] uint8; labels [n]."""
    matrices = [p for p in model.parameters() if p.ndim > 1]
    vectors = [p for p in model.parameters() if p.ndim <= 1]
    groups = [{"params": matrices, "weight_decay": DECAY}, {"params": vectors, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98), eps=1e-6)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate_at)
    rng = np.random.default_rng(3)
    for step in range(STEPS):
        rows = rng.integers(len(labels), size=BATCH)
        shift = tuple(rng.integers(-3, 4, size=2))
        images = np.roll(pixels[rows], shift, (1, 2)).transpose(0, 3, 1, 2)
        images = torch.from_numpy(np.ascontiguousarray(images)).float() / 127.5 - 1
        templates = rng.integers(bank.template_count, size=BATCH)
        ids, eos, caption_of = bank.distinct(labels[rows], templates)
        texts = model.encode_texts(ids, eos)
        loss = multi_positive_loss(
            model.encode_images(images),
            texts if caption_of is None else texts[caption_of],
            torch.from_numpy(labels[rows]),
            model.logit_scale.exp().clamp(max=100),
        )
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 250 == 0 or step == STEPS - 1:
            print(f"step {step}: loss {loss.item():.3f}", flush=True)


def main(data: Path, out: Path) -> None:
    # One thread, so that the sums come in one order.
    torch.set_num_threads(1)
    torch.manual_seed(3)
    out.mkdir(parents=True, exist_ok=True)
    dataset = load_dataset(data)
    words = sorted({*" ".join([*dataset.class_names, *dataset.templates]).split()} - {"{}"})
    file = tokenizer_json(words)
    (out / "tokenizer.json").write_text(
        json.dumps(file, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    preprocessor = (SHIPPED / "preprocessor_config.json").read_text(encoding="utf-8")
    (out / "preprocessor_config.json").write_text(preprocessor, encoding="utf-8")
    model = clip.Clip(config_json(len(file["model"]["vocab"])))
    print(sum(p.numel() for p in model.parameters()), "parameters")
    bank = PromptBank.of(
        Tokenizer(out / "tokenizer.json", CONTEXT), dataset.class_names, dataset.templates, "cpu"
    )
    pixels = np.concatenate([split.pixels for split in dataset.splits])
    labels = np.concatenate([split.labels for split in dataset.splits])
    train(model, pixels, labels, bank)
    clip.save(model, out, torch.float16)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
