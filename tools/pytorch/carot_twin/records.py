"""Files of results: one JSON object a line, appended as runs end, so that a stop loses nothing."""

import json
from pathlib import Path
from typing import Any, Dict, Iterable, List

from .run_config import DEFAULT_CONFIG

#: What determines a run; two records that agree in these are the same run.
_IDENTITY = ("method", "params", "config", "dataset", "model")

Record = Dict[str, Any]


def identity(record: Record) -> str:
    """What tells runs apart. A setting that is newer than the record was at its default."""
    record = {**record, "config": {**DEFAULT_CONFIG, **record["config"]}}
    return json.dumps([record[name] for name in _IDENTITY], sort_keys=True)


def read_records(path: Path) -> List[Record]:
    """Every complete line; a last one that was cut off by a stop is passed over."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines[:-1] if line]


def append_record(path: Path, record: Record) -> None:
    """Adds a line, after taking away what a stop may have left of another."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "ab+") as file:
        end = file.tell()
        if end > 0:
            file.seek(0)
            whole = file.read().rfind(b"\n") + 1
            if whole < end:
                file.truncate(whole)
        file.write(json.dumps(record).encode() + b"\n")


def done_identities(records: Iterable[Record]) -> set:
    return {identity(record) for record in records}
