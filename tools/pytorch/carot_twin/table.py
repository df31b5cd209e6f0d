"""The lab's table as text: the paper's columns, a row a method."""

import math
import statistics
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Dict, List, Sequence, Tuple

#: Title, its name in a record.
_COLUMNS = {
    "ID acc": "idAcc",
    "OOD acc": "oodAcc",
    "ID ECE": "idEce",
    "OOD ECE": "oodEce",
    "ID ECE TS": "idEceTs",
    "OOD ECE TS": "oodEceTs",
    "T": "temperature",
}


def table(rows: Sequence[Tuple[str, Sequence[Dict[str, Any]]]]) -> str:
    """Rows of a label and the records of its seeds: mean ± standard deviation (n − 1); fractions."""
    cells = [["method", *_COLUMNS]]
    for label, records in rows:
        numbers = [[record[name] for record in records] for name in _COLUMNS.values()]
        cells.append([label, *map(_cell, numbers)])
    widths = [max(map(len, column)) for column in zip(*cells)]
    return "\n".join(_line(row, widths) for row in cells)


def _line(row: Sequence[str], widths: List[int]) -> str:
    rest = [text.rjust(width) for text, width in zip(row[1:], widths[1:])]
    return "  ".join([row[0].ljust(widths[0]), *rest])


def _cell(values: Sequence[float]) -> str:
    mean = sum(values) / len(values)
    if not math.isfinite(mean):
        return "–"
    spread = f" ± {_rounded(statistics.stdev(values))}" if len(values) > 1 else ""
    return _rounded(mean) + spread


def _rounded(value: float) -> str:
    """Three decimals; the middle between two goes up, as in JavaScript."""
    return str(Decimal(value).quantize(Decimal("0.001"), ROUND_HALF_UP))
