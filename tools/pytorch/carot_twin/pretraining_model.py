"""The small CLIP that is pretrained: its configuration and the folder that it is shipped as."""

import json
import shutil
from pathlib import Path
from typing import Tuple

import torch

from .clip import Clip, save

#: Pixels of 0 … 1 are normalised to (x − mean)/std, the same for each channel.
PIXEL_MEAN = 0.5
PIXEL_STD = 0.5


def clip_config(
    image_size: int,
    patch_size: int,
    vision: Tuple[int, int, int],
    text: Tuple[int, int, int],
    context: int,
    vocabulary: int,
    embedding: int,
) -> dict:
    """config.json of a CLIPModel.

    vision, text: (width, layers, heads); context: T; vocabulary: entries, of which the last two
    are start and end of text; embedding: D.
    """

    def tower(sizes: Tuple[int, int, int]) -> dict:
        width, layers, heads = sizes
        return {
            "hidden_size": width,
            "intermediate_size": 4 * width,
            "num_hidden_layers": layers,
            "num_attention_heads": heads,
        }

    shared = {"hidden_act": "quick_gelu", "layer_norm_eps": 1e-5, "projection_dim": embedding}
    start, end = vocabulary - 2, vocabulary - 1
    return {
        "architectures": ["CLIPModel"],
        "model_type": "clip",
        "projection_dim": embedding,
        "logit_scale_init_value": 2.6592,
        "text_config": {
            **tower(text),
            "max_position_embeddings": context,
            "vocab_size": vocabulary,
            **shared,
            "bos_token_id": start,
            "eos_token_id": end,
            "pad_token_id": end,
            "model_type": "clip_text_model",
        },
        "vision_config": {
            **tower(vision),
            "image_size": image_size,
            "patch_size": patch_size,
            "num_channels": 3,
            **shared,
            "model_type": "clip_vision_model",
        },
    }


def preprocessor_config(image_size: int) -> dict:
    """preprocessor_config.json: images of this size, from −1 to 1."""
    return {
        "do_resize": True,
        "size": {"shortest_edge": image_size},
        "do_center_crop": True,
        "crop_size": {"height": image_size, "width": image_size},
        "do_rescale": True,
        "rescale_factor": 1 / 255,
        "do_normalize": True,
        "image_mean": [PIXEL_MEAN] * 3,
        "image_std": [PIXEL_STD] * 3,
        "resample": 3,
        "image_processor_type": "CLIPImageProcessor",
    }


def patch_count(config: dict) -> int:
    """P, the patches of an image."""
    vision = config["vision_config"]
    return (vision["image_size"] // vision["patch_size"]) ** 2


def export(model: Clip, tokenizer_file: Path, folder: Path) -> None:
    """Writes a folder in Hugging Face's layout, weights as F16."""
    save(model, folder, torch.float16)
    shutil.copyfile(tokenizer_file, folder / "tokenizer.json")
    preprocessor = preprocessor_config(model.config["vision_config"]["image_size"])
    text = json.dumps(preprocessor, indent=1) + "\n"
    (folder / "preprocessor_config.json").write_text(text, encoding="utf-8")
