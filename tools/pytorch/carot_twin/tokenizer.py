"""CLIP's byte-level BPE, read from a model's tokenizer.json."""

from pathlib import Path
from typing import Dict, List, Sequence, Tuple, Union

import numpy as np
import tokenizers

_END_OF_TEXT = "<|endoftext|>"


class Tokenizer:
    """Turns captions into tables of ids.

    path: tokenizer.json; context: T, the most tokens that the text tower takes.
    """

    def __init__(self, path: Union[str, Path], context: int):
        self._tokenizer = tokenizers.Tokenizer.from_file(str(path))
        self._context = context
        self._known: Dict[str, List[int]] = {}
        self.eos_token_id = self._tokenizer.token_to_id(_END_OF_TEXT)

    def encode(self, texts: Sequence[str]) -> Tuple[np.ndarray, np.ndarray]:
        """ids [n, T] int64 as long as the longest text, padded with EOS; eos [n] its position.

        A text of more than `context` tokens is cut and keeps its EOS at the end.
        """
        rows = [self._row(text) for text in texts]
        eos = np.array([len(row) - 1 for row in rows], dtype=np.int64)
        ids = np.full((len(rows), int(eos.max(initial=0)) + 1), self.eos_token_id, dtype=np.int64)
        for i, row in enumerate(rows):
            ids[i, : len(row)] = row
        return ids, eos

    def _row(self, text: str) -> List[int]:
        row = self._known.get(text)
        if row is None:
            ids = self._tokenizer.encode(text).ids
            row = self._known[text] = ids[: min(len(ids), self._context) - 1] + [self.eos_token_id]
        return row
