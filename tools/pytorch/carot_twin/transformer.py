"""Pre-LN transformer layers with the weight names of Hugging Face's CLIPModel.

Shape letters: B batch, T tokens, W width, H heads, Q queries, d width of a head.
"""

import math
from typing import Optional

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def quick_gelu(x: Tensor) -> Tensor:
    """x·σ(1.702x), the activation of the original models."""
    return x * torch.sigmoid(1.702 * x)


_ACTIVATIONS = {"quick_gelu": quick_gelu, "gelu": F.gelu}


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Optional[Tensor]) -> Tensor:
    """softmax(q·kᵀ/√d + mask)·v: [B, H, Q, d].

    q [B, H, Q, d]; k and v [B, H, T, d]; mask [Q, T], or [B, 1, Q, T] to differ by item.
    """
    if hasattr(F, "scaled_dot_product_attention"):
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = scores + mask
    return scores.softmax(-1) @ v


class Attention(nn.Module):
    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.k_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.q_proj = nn.Linear(width, width)
        self.out_proj = nn.Linear(width, width)

    def forward(self, queries: Tensor, states: Tensor, mask: Optional[Tensor]) -> Tensor:
        """queries [B, Q, W] look at states [B, T, W]; returns [B, Q, W]."""
        q = self._split(self.q_proj(queries))
        k = self._split(self.k_proj(states))
        v = self._split(self.v_proj(states))
        mixed = attend(q, k, v, mask)  # [B, H, Q, d]
        return self.out_proj(mixed.transpose(1, 2).flatten(2))

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class Mlp(nn.Module):
    def __init__(self, width: int, hidden: int, activation: str):
        super().__init__()
        self.activation = _ACTIVATIONS[activation]
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(self.activation(self.fc1(x)))


class Layer(nn.Module):
    """Pre-LN block: x += out(attention(LN1 x)); x += MLP(LN2 x)."""

    def __init__(self, config: dict):
        super().__init__()
        width, eps = config["hidden_size"], config.get("layer_norm_eps", 1e-5)
        self.self_attn = Attention(width, config["num_attention_heads"])
        self.layer_norm1 = nn.LayerNorm(width, eps=eps)
        activation = config.get("hidden_act", "quick_gelu")
        self.mlp = Mlp(width, config["intermediate_size"], activation)
        self.layer_norm2 = nn.LayerNorm(width, eps=eps)

    def forward(self, x: Tensor, mask: Optional[Tensor], pool: Optional[Tensor] = None) -> Tensor:
        """x [B, T, W]. With pool, [B] positions, only their states are worked out: [B, 1, W]."""
        normed = self.layer_norm1(x)
        queries = normed
        if pool is not None:
            rows = torch.arange(len(x), device=x.device)
            x, queries = x[rows, pool, None], normed[rows, pool, None]
            mask = None if mask is None else mask[pool][:, None, None]  # [B, 1, 1, T]
        x = x + self.self_attn(queries, normed, mask)
        return x + self.mlp(self.layer_norm2(x))


class Encoder(nn.Module):
    def __init__(self, config: dict):
        super().__init__()
        self.layers = nn.ModuleList(Layer(config) for _ in range(config["num_hidden_layers"]))

    def forward(self, x: Tensor, mask: Optional[Tensor], pool: Tensor) -> Tensor:
        """x [B, T, W] to the states at positions pool [B]: [B, W].

        The last layer works for those alone, since nothing reads its other states.
        """
        for layer in self.layers[:-1]:
            x = layer(x, mask)
        return self.layers[-1](x, mask, pool)[:, 0]
