"""Folders of a dataset or a model, and whether they are those that a file of the lab means."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional

import numpy as np

#: What ships with the lab, beside this package.
PUBLIC = Path(__file__).resolve().parents[3] / "public"

_MASK = 2**32 - 1


class FolderError(ValueError):
    """A folder that is not the one that is meant; the message says which it is."""


@dataclass(frozen=True)
class Print:
    """Which files are meant: id and version of a manifest, of a model the files' digest too."""

    id: str
    version: str
    digest: Optional[str] = None

    def __str__(self) -> str:
        return f"{self.id} {self.version}" + (f" ({self.digest})" if self.digest else "")


#: What is in a folder, the option that names one.
_OPTIONS = {"dataset": "--data", "model": "--model"}


def some_folder(kind: str, given: Optional[Path], id: Optional[str]) -> Path:
    """The folder of a 'dataset' or 'model': the given one, or the lab's of that id.

    Raises FolderError where there is none.
    """
    folder = given or PUBLIC / f"{kind}s" / (id or "")
    if (folder / "manifest.json").exists():
        return folder
    raise FolderError(
        f"{folder} holds no manifest.json: name the folder of the {kind} with {_OPTIONS[kind]}"
    )


def find_folder(kind: str, given: Optional[Path], wanted: Print) -> Path:
    """The same, if it holds the very files that are wanted; else a FolderError.

    All are read: a manifest that does not tell the truth is found out.
    """
    folder = some_folder(kind, given, wanted.id)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    lines = [f"{file['path']} {_sha256(folder / file['path'])}" for file in manifest["files"]]
    said = [f"{file['path']} {file['sha256']}" for file in manifest["files"]]
    if lines != said:
        raise FolderError(f"the files in {folder} are not those of its manifest.json")
    digest = file_digest(lines) if wanted.digest is not None else None
    found = Print(manifest["id"], manifest["version"], digest)
    if found != wanted:
        raise FolderError(
            f"the file means the {kind} {wanted}, but {folder} holds {found}: check out the lab "
            f"that the file comes from, or name the right folder with {_OPTIONS[kind]}"
        )
    return folder


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def file_digest(lines: List[str]) -> str:
    """The lab's fingerprint of "path sha256" lines: two sums of 32 bits, 16 hexadecimal digits.

    Source: src/math/checksum.ts of the lab, over the sorted lines.
    """
    data = "\n".join(sorted(lines)).encode()
    whole = len(data) // 4 * 4
    words = [*np.frombuffer(data[:whole], dtype="<u4").tolist(), *data[whole:], len(data)]
    first, second = 0x811C9DC5, 0x9747B28C
    for word in words:
        first = (first ^ word) * 0x01000193 & _MASK
        turned = (second << 13 | second >> 19) & _MASK
        second = (turned ^ word) * 0x85EBCA6B & _MASK
    return f"{first:08x}{second:08x}"
