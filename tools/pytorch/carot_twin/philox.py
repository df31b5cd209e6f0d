"""Random numbers that the browser lab replays bit for bit: Philox4x32-10.

Source: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; Random123.
"""

from typing import MutableSequence, Tuple, Union

import numpy as np

#: Streams of one seed that must not share numbers: one per use of randomness.
STREAMS = {
    "batch_order": 1,
    "shift": 2,
    "template": 3,
    "subset": 4,
    "bootstrap": 5,
    "class_draw": 6,
    "class_order": 7,
    "mixup": 9,
    "random_texts": 10,
}

_ROUNDS = 10
_MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (0x9E3779B9, 0xBB67AE85)
_TWO_32 = 2**32
_LOW = np.uint64(_TWO_32 - 1)
_SHIFT = np.uint64(32)

#: Blocks made at first and at most in one go: a step needs hundreds of words, an epoch thousands.
_FIRST_BLOCKS = 64
_MOST_BLOCKS = 4096


def philox4x32(counters: np.ndarray, key: Tuple[int, int]) -> np.ndarray:
    """Blocks of Philox4x32-10: a fixed bijection of the counter for each key.

    counters: [n, 4] words below 2^32; key: two such words. Returns [n, 4] uint64, words below 2^32.
    """
    c0, c1, c2, c3 = np.asarray(counters, dtype=np.uint64).T
    k0, k1 = key
    for _ in range(_ROUNDS):
        product0 = _MULTIPLIERS[0] * c0
        product1 = _MULTIPLIERS[1] * c2
        c0 = (product1 >> _SHIFT) ^ c1 ^ np.uint64(k0)
        c2 = (product0 >> _SHIFT) ^ c3 ^ np.uint64(k1)
        c1 = product1 & _LOW
        c3 = product0 & _LOW
        k0 = (k0 + _WEYL[0]) % _TWO_32
        k1 = (k1 + _WEYL[1]) % _TWO_32
    return np.stack([c0, c1, c2, c3], axis=1)


class Rng:
    """One stream: key = (seed, stream), counter = (block, substream, 0, 0), words in order.

    seed is taken modulo 2^32; stream is one of STREAMS; substream (an epoch, a step, a draw) lets
    any of them be replayed alone.
    """

    def __init__(self, seed: int, stream: int, substream: int = 0):
        self._key = (seed % _TWO_32, stream % _TWO_32)
        self._substream = substream % _TWO_32
        self._block = 0
        self._words = []
        self._used = 0

    def uint32(self) -> int:
        """The next 32 random bits, 0 … 2^32 − 1."""
        if self._used == len(self._words):
            self._refill()
        word = self._words[self._used]
        self._used += 1
        return word

    def uniform(self) -> float:
        """uint32 / 2^32, in [0, 1)."""
        return self.uint32() / _TWO_32

    def below(self, n: int) -> int:
        """A whole number in 0 … n − 1, each equally likely: uint32 mod n without its uneven end."""
        if not 1 <= n <= _TWO_32:
            raise ValueError(f"below(n) needs a whole number from 1 to 2^32, got {n}")
        end = _TWO_32 - _TWO_32 % n
        value = self.uint32()
        while value >= end:
            value = self.uint32()
        return value % n

    def shuffle(self, values: Union[MutableSequence, np.ndarray]) -> None:
        """In-place Fisher–Yates from the end: for i = length − 1 … 1, swap i with below(i + 1)."""
        for i in range(len(values) - 1, 0, -1):
            j = self.below(i + 1)
            values[i], values[j] = values[j], values[i]

    def _refill(self) -> None:
        count = min(max(_FIRST_BLOCKS, self._block), _MOST_BLOCKS)
        counters = np.zeros((count, 4), dtype=np.uint64)
        counters[:, 0] = (self._block + np.arange(count)) % _TWO_32
        counters[:, 1] = self._substream
        self._words = philox4x32(counters, self._key).ravel().tolist()
        self._block += count
        self._used = 0


def beta_share(rng: Rng, alpha: float) -> float:
    """A share from Beta(alpha, alpha), alpha in (0, 1], by Jöhnk's method (1964)."""
    while True:
        x = rng.uniform() ** (1 / alpha)
        y = rng.uniform() ** (1 / alpha)
        if 0 < x + y <= 1:
            return x / (x + y)
