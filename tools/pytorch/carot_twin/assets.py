"""Everything a run is made of beside its settings: images, pretrained model, tokenizer."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Container, Dict, Optional, Sequence, Union

import numpy as np
import torch
from torch import Tensor

from . import clip
from .clip import Clip
from .dataset import ROLES, Dataset, load_dataset
from .heads import PromptBank
from .tokenizer import Tokenizer
from .weights import read_weights


@dataclass(frozen=True)
class Assets:
    dataset: Dataset
    #: Never trained; runs copy it.
    pretrained: Clip
    tokenizer: Tokenizer
    #: [3, 256] float32: what the vision tower sees for each byte of each channel
    pixel_table: np.ndarray
    #: 'cpu' or 'cuda'
    device: str
    #: What tells these files from others: ids and the first digits of their sha256.
    fingerprint: Dict[str, str]

    def normalised(self, pixels: np.ndarray) -> Tensor:
        """[B, S, S, 3] uint8 to [B, 3, S, S] float32 on the device."""
        values = np.empty((len(pixels), 3, *pixels.shape[1:3]), dtype=np.float32)
        for channel, table in enumerate(self.pixel_table):
            np.take(table, pixels[..., channel], out=values[:, channel], mode="clip")
        return torch.from_numpy(values).to(self.device)

    def prompts(self, templates: Sequence[str]) -> PromptBank:
        return PromptBank.of(self.tokenizer, self.dataset.class_names, templates, self.device)


def load_assets(
    data: Union[str, Path],
    model: Union[str, Path],
    device: str = "cpu",
    start: Optional[Path] = None,
    roles: Container[str] = ROLES,
) -> Assets:
    """Reads a dataset folder and a model folder with its tokenizer and preprocessor.

    start: a weights file to begin with in place of the model's own; a head in it is left out.
    roles: of the splits to read.
    """
    data, model = Path(data), Path(model)
    dataset, pretrained = load_dataset(data, roles), clip.load(model)
    if start is not None:
        pretrained = read_weights(start, pretrained.config).model
    pretrained = pretrained.to(device)
    context = pretrained.config["text_config"]["max_position_embeddings"]
    preprocessor = json.loads((model / "preprocessor_config.json").read_text(encoding="utf-8"))
    mean, std = (np.array(preprocessor[name])[:, None] for name in ("image_mean", "image_std"))
    # In double precision and rounded once, as in the lab.
    table = (np.arange(256) * preprocessor["rescale_factor"] - mean) / std
    fingerprint = {
        "dataset": f"{dataset.id} {dataset.version} {_digest(data / 'images.pack')}",
        "model": _digest(start or model / "model.safetensors"),
    }
    tokenizer = Tokenizer(model / "tokenizer.json", context)
    return Assets(dataset, pretrained, tokenizer, table.astype(np.float32), device, fingerprint)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
