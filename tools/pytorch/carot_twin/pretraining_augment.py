"""Augmentation of icons, a whole batch at once and on the device of the images.

Nothing here waits for the device: what concerns a part of the batch is computed for all of it and
chosen with `where`. Shares and ranges are those of the second cut of IconShift.
"""

from dataclasses import dataclass
from typing import Optional, Tuple, Union

import torch
import torch.nn.functional as F
from torch import Generator, Tensor


@dataclass(frozen=True)
class AugmentOptions:
    """Shares are fractions of the icons concerned."""

    #: single-colour icons whose strokes are dilated
    thicken_share: float = 0.15
    #: single-colour icons whose enclosed shapes are filled
    fill_share: float = 0.0
    #: palette icons whose colours are moved
    jitter_share: float = 0.0


def _uniform(
    shape: Union[int, Tuple[int, ...]], low: float, high: float, generator: Generator
) -> Tensor:
    return low + (high - low) * torch.rand(shape, generator=generator, device=generator.device)


def _move(planes: Tensor, generator: Generator) -> Tensor:
    """Random scale (.87 to 1.2), rotation (8 degrees) and shift (13 % of half the side).

    planes: float [B, K, S, S], 0 outside. The matrix takes places of the result to the icon's.
    """
    count = len(planes)
    scale = _uniform(count, 0.87, 1.2, generator)
    angle = _uniform(count, -0.14, 0.14, generator)  # radians
    shift = _uniform((count, 2), -0.13, 0.13, generator)  # 1 is half the side
    cos, sin = scale * angle.cos(), scale * angle.sin()
    matrix = torch.stack([cos, -sin, shift[:, 0], sin, cos, shift[:, 1]], 1).view(count, 2, 3)
    grid = F.affine_grid(matrix, list(planes.shape), align_corners=False)
    return F.grid_sample(planes, grid, align_corners=False)


def _line_and_ground(
    palette: Tensor, any_line_colour: bool, generator: Generator
) -> Tuple[Tensor, Tensor]:
    """Colours of lines and ground, [B, 3] each, 0..1.

    Half of the icons are black on white, .3 dark on light, .2 light on dark (palette icons: on
    white). With `any_line_colour`, .08 of all have a line of any colour on white.
    """
    count = len(palette)
    mode = _uniform((count, 1), 0, 1, generator)
    dark = _uniform((count, 3), 0, 0.5, generator)
    light = _uniform((count, 3), 0.6, 1, generator)
    free = _uniform((count, 3), 0, 0.8, generator)
    line, ground = torch.zeros_like(dark), torch.ones_like(dark)
    if any_line_colour:
        line = torch.where((mode > 0.42) & (mode <= 0.5), free, line)
    dark_on_light = (mode > 0.5) & (mode < 0.8)
    light_on_dark = (mode >= 0.8) & ~palette[:, None]
    line = torch.where(dark_on_light, dark, torch.where(light_on_dark, light, line))
    ground = torch.where(dark_on_light, light, torch.where(light_on_dark, dark, ground))
    return line, ground


def _jitter(colour: Tensor, alpha: Tensor, share: float, generator: Generator) -> Tensor:
    """Palettes with permuted channels, each raised to a power of .6 to 1.6 (contrast, brightness).

    colour: premultiplied [B, 3, S, S]; alpha [B, 1, S, S]. Returns premultiplied colours.
    """
    count, _, size, _ = colour.shape
    chosen = _uniform((count, 1, 1, 1), 0, 1, generator) < share
    order = _uniform((count, 3), 0, 1, generator).argsort(1)
    power = _uniform((count, 3, 1, 1), 0.6, 1.6, generator)
    straight = torch.where(alpha > 1e-3, colour / alpha.clamp_min(1e-3), torch.zeros_like(colour))
    straight = straight.clamp(0, 1).gather(1, order[..., None, None].expand(-1, -1, size, size))
    return torch.where(chosen, straight**power * alpha, colour)


def _fill(
    ground: Tensor,
    enclosed: Tensor,
    line: Tensor,
    palette: Tensor,
    share: float,
    generator: Generator,
) -> Tensor:
    """Lays a colour of its own, or a tint of the line's, into the enclosed shapes of the ground.

    ground, line: [B, 3]; enclosed: [B, 1, S, S], 0..1. Returns the ground as [B, 3, S, S].
    """
    count = len(ground)
    chosen = (_uniform(count, 0, 1, generator) < share) & ~palette
    tinted = _uniform((count, 1), 0, 1, generator) < 0.5
    strength = _uniform((count, 1), 0.12, 0.5, generator)
    free = _uniform((count, 3), 0.35, 1, generator)
    filling = torch.where(tinted, line * strength + ground * (1 - strength), free)
    mask = enclosed * chosen[:, None, None, None]
    return ground[:, :, None, None] * (1 - mask) + filling[:, :, None, None] * mask


def augment(
    rgba: Tensor,
    palette: Tensor,
    enclosed: Optional[Tensor],
    options: AugmentOptions,
    generator: Generator,
) -> Tensor:
    """Icons as they are trained on.

    rgba: uint8 [B, S, S, 4] straight alpha; palette: bool [B], icons with colours of their own;
    enclosed: uint8 [B, S, S] of 0 and 1, or None (then nothing is filled); generator: on their
    device. Returns float [B, 3, S, S] from −1 to 1.
    """
    planes = rgba.permute(0, 3, 1, 2).float() / 255
    alpha = planes[:, 3:]
    colour = planes[:, :3] * alpha  # premultiplied, so that moving blends edges rightly
    single = ~palette[:, None, None, None]
    if options.thicken_share > 0:
        thick = _uniform((len(rgba), 1, 1, 1), 0, 1, generator) < options.thicken_share
        dilated = (F.max_pool2d(alpha, 3, 1, 1) + alpha) / 2
        alpha = torch.where(thick & single, dilated, alpha)
    filling = options.fill_share > 0 and enclosed is not None
    parts = [colour, alpha]
    if filling:
        parts.append(enclosed[:, None].float() * (1 - alpha))
    moved = _move(torch.cat(parts, 1), generator)
    colour, alpha = moved[:, :3], moved[:, 3:4]
    line, ground = _line_and_ground(palette, filling, generator)
    if options.jitter_share > 0:
        colour = _jitter(colour, alpha, options.jitter_share, generator)
    colour = torch.where(single, line[:, :, None, None] * alpha, colour)
    if filling:
        below = _fill(ground, moved[:, 4:], line, palette, options.fill_share, generator)
    else:
        below = ground[:, :, None, None]
    return (colour + below * (1 - alpha)) * 2 - 1
