"""CLIP with the weight names of Hugging Face's CLIPModel.

Source: Radford et al. 2021, arXiv:2103.00020. Shape letters: B batch, D embedding, T tokens,
P patches, W width, S image side.
"""

import json
import math
from pathlib import Path
from typing import Mapping, Optional, Union

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from .transformer import Encoder

#: CLIP's initial temperature of the softmax, 0.07.
_INITIAL_LOGIT_SCALE = math.log(1 / 0.07)


class PatchEmbedding(nn.Module):
    """The strided convolution without bias of CLIP, as one product over cut-out patches."""

    def __init__(self, width: int, channels: int, patch: int):
        super().__init__()
        # A convolution's and a linear layer's own initial weights are the same draw.
        self.weight = nn.Conv2d(channels, width, patch, patch, bias=False).weight

    def forward(self, images: Tensor, keep: Optional[Tensor]) -> Tensor:
        """images [B, 3, S, S], keep [B, k] or None; returns [B, k or P, W], patches row-major."""
        batch, channels, side, _ = images.shape
        patch = self.weight.shape[-1]
        grid = side // patch
        cut = images.reshape(batch, channels, grid, patch, grid, patch)
        patches = cut.permute(0, 2, 4, 1, 3, 5).reshape(batch, grid * grid, -1)
        if keep is not None:
            patches = patches.gather(1, keep[..., None].expand(-1, -1, patches.shape[-1]))
        return F.linear(patches, self.weight.flatten(1))


class VisionEmbeddings(nn.Module):
    def __init__(self, config: dict):
        super().__init__()
        width, patch = config["hidden_size"], config["patch_size"]
        count = (config["image_size"] // patch) ** 2
        self.class_embedding = nn.Parameter(torch.empty(width))
        self.patch_embedding = PatchEmbedding(width, config.get("num_channels", 3), patch)
        self.position_embedding = nn.Embedding(count + 1, width)

    def forward(self, images: Tensor, keep: Optional[Tensor]) -> Tensor:
        patches = self.patch_embedding(images, keep)
        first, rest = self.position_embedding.weight[0], self.position_embedding.weight[1:]
        patches = patches + (rest if keep is None else rest[keep])
        token = (self.class_embedding + first).expand(len(images), 1, -1)
        return torch.cat([token, patches], 1)  # [B, 1 + P, W]


class VisionTower(nn.Module):
    def __init__(self, config: dict):
        super().__init__()
        width, eps = config["hidden_size"], config.get("layer_norm_eps", 1e-5)
        self.embeddings = VisionEmbeddings(config)
        self.pre_layrnorm = nn.LayerNorm(width, eps=eps)
        self.encoder = Encoder(config)
        self.post_layernorm = nn.LayerNorm(width, eps=eps)

    def forward(self, images: Tensor, keep: Optional[Tensor]) -> Tensor:
        x = self.pre_layrnorm(self.embeddings(images, keep))
        class_token = torch.zeros(len(x), dtype=torch.long, device=x.device)
        return self.post_layernorm(self.encoder(x, None, class_token))  # [B, W]


class TextEmbeddings(nn.Module):
    def __init__(self, config: dict):
        super().__init__()
        width = config["hidden_size"]
        self.token_embedding = nn.Embedding(config["vocab_size"], width)
        self.position_embedding = nn.Embedding(config["max_position_embeddings"], width)

    def forward(self, ids: Tensor) -> Tensor:
        return self.token_embedding(ids) + self.position_embedding.weight[: ids.shape[1]]


class TextTower(nn.Module):
    def __init__(self, config: dict):
        super().__init__()
        self.embeddings = TextEmbeddings(config)
        self.encoder = Encoder(config)
        eps = config.get("layer_norm_eps", 1e-5)
        self.final_layer_norm = nn.LayerNorm(config["hidden_size"], eps=eps)

    def forward(self, ids: Tensor, eos: Tensor) -> Tensor:
        x = self.embeddings(ids)
        length = ids.shape[1]
        # Padding follows EOS, so that the causal mask hides it as well.
        mask = torch.full((length, length), float("-inf"), dtype=x.dtype, device=x.device).triu(1)
        return self.final_layer_norm(self.encoder(x, mask, eos))  # [B, W]


class Clip(nn.Module):
    """Image and text encoder with their projections and the logarithm of the logit scale.

    config: Hugging Face's config.json as a dictionary.
    """

    def __init__(self, config: dict):
        super().__init__()
        self.config = config
        text, vision = config["text_config"], config["vision_config"]
        size = config["projection_dim"]
        self.logit_scale = nn.Parameter(torch.tensor(_INITIAL_LOGIT_SCALE))
        self.text_model = TextTower(text)
        self.vision_model = VisionTower(vision)
        self.visual_projection = nn.Linear(vision["hidden_size"], size, bias=False)
        self.text_projection = nn.Linear(text["hidden_size"], size, bias=False)
        self._initialise()

    def encode_images(self, images: Tensor, keep: Optional[Tensor] = None) -> Tensor:
        """images [B, 3, S, S] normalised; keep [B, k] patches to look at. Unit rows [B, D]."""
        return F.normalize(self.visual_projection(self.vision_model(images, keep)), dim=-1)

    def encode_texts(self, ids: Tensor, eos: Tensor) -> Tensor:
        """ids [B, T]; eos [B] positions of the end-of-text token. Unit rows [B, D]."""
        return F.normalize(self.text_projection(self.text_model(ids, eos)), dim=-1)

    @torch.no_grad()
    def _initialise(self) -> None:
        """CLIP's initial weights; biases of out_proj, fc1 and fc2 stay as PyTorch draws them."""
        for tower in (self.text_model, self.vision_model):
            layers = tower.encoder.layers
            for layer in layers:
                attention, mlp = layer.self_attn, layer.mlp
                width = mlp.fc1.in_features
                residual_std = (width * 2 * len(layers)) ** -0.5
                for projection in (attention.q_proj, attention.k_proj, attention.v_proj):
                    nn.init.normal_(projection.weight, std=width**-0.5)
                    nn.init.zeros_(projection.bias)
                nn.init.normal_(attention.out_proj.weight, std=residual_std)
                nn.init.normal_(mlp.fc1.weight, std=(2 * width) ** -0.5)
                nn.init.normal_(mlp.fc2.weight, std=residual_std)
        image, text = self.vision_model.embeddings, self.text_model.embeddings
        nn.init.normal_(image.class_embedding, std=len(image.class_embedding) ** -0.5)
        nn.init.normal_(image.position_embedding.weight, std=len(image.class_embedding) ** -0.5)
        nn.init.normal_(text.token_embedding.weight, std=0.02)
        nn.init.normal_(text.position_embedding.weight, std=0.01)
        for projection in (self.visual_projection, self.text_projection):
            nn.init.normal_(projection.weight, std=projection.in_features**-0.5)


def with_weights(config: dict, weights: Mapping[str, Tensor]) -> Clip:
    """A model of these weights, as float32. Raises RuntimeError where they do not fit the config."""
    model = Clip(config)
    # Older files hold the row numbers 0, 1, 2 … of the position tables, which are no weights.
    kept = {name: w.float() for name, w in weights.items() if not name.endswith("position_ids")}
    model.load_state_dict(kept)
    return model


def load(folder: Union[str, Path]) -> Clip:
    """The model of a folder with config.json and model.safetensors, as float32."""
    folder = Path(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return with_weights(config, load_file(folder / "model.safetensors"))


def save(model: Clip, folder: Union[str, Path], dtype: torch.dtype = torch.float32) -> None:
    """Writes config.json and model.safetensors into a folder."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    config = json.dumps(model.config, indent=1) + "\n"
    (folder / "config.json").write_text(config, encoding="utf-8")
    save_tensors(model.state_dict(), folder / "model.safetensors", dtype)


def save_tensors(
    tensors: Mapping[str, Tensor],
    path: Union[str, Path],
    dtype: torch.dtype = torch.float32,
    metadata: Mapping[str, str] = {},
) -> None:
    """A .safetensors file as Hugging Face's loaders want it."""
    ready = {name: w.detach().to("cpu", dtype).contiguous() for name, w in tensors.items()}
    save_file(ready, path, metadata={"format": "pt", **metadata})
