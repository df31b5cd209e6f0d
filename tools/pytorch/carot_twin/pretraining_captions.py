"""Captions of icons: names put into templates."""

from typing import Sequence, TypeVar

import numpy as np

T = TypeVar("T")

#: Words for the style of an icon, one of which a caption may draw.
STYLE_WORDS = {
    "outline": ("line", "outline", "thin"),
    "solid": ("solid", "filled", "glyph"),
    "duotone": ("two tone",),
    "color": ("color", "flat color"),
    "emoji": ("emoji",),
    "pixel": ("pixel art",),
    "sketch": ("hand drawn",),
}

#: (share of captions, template). The three of the zero-shot head are among them.
TEMPLATES = (
    (0.35, "{name}"),
    (0.15, "an icon of {name}"),
    (0.25, "a {style} icon of {name}"),
    (0.15, "{style} {name}"),
    (0.10, "a drawing of {name}"),
)
_SHARE_UP_TO = np.cumsum([share for share, _ in TEMPLATES])

#: How often a caption says an alternative name where the icon has one.
ALTERNATIVE_SHARE = 0.5

#: Uniform numbers of one caption: whether another name, which, the template, the style's word.
DRAWS_PER_CAPTION = 4


def choose(options: Sequence[T], draw: float) -> T:
    """The option that a uniform number in [0, 1) points at."""
    return options[min(int(draw * len(options)), len(options) - 1)]


def choose_name(names: Sequence[T], draws: Sequence[float]) -> T:
    """Which of `names` (the concept first, then its alternatives) a caption says."""
    if len(names) == 1 or draws[0] >= ALTERNATIVE_SHARE:
        return names[0]
    return choose(names[1:], draws[1])


def write_caption(name: str, style: str, draws: Sequence[float]) -> str:
    """The caption of an icon; draws: `DRAWS_PER_CAPTION` uniform numbers in [0, 1)."""
    index = min(int(np.searchsorted(_SHARE_UP_TO, draws[2], side="right")), len(TEMPLATES) - 1)
    return TEMPLATES[index][1].format(name=name, style=choose(STYLE_WORDS[style], draws[3]))
