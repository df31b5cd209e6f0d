"""Runs the code of a notebook from top to bottom, as Jupyter would.

    STUDY=folder python3 tests/python/run_notebook.py docs/notebooks/read_exports.ipynb
"""

import json
import sys

scope = {"__name__": "__main__"}
for number, cell in enumerate(json.load(open(sys.argv[1], encoding="utf-8"))["cells"]):
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), scope)
