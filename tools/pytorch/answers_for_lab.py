"""Answers what the lab's tests ask of this package (tests/unit/tools/twin.test.ts): JSON in, JSON out.

python answers_for_lab.py < question.json
"""

import json
import sys
from pathlib import Path

from carot_twin.experiment import read_experiment
from carot_twin.folders import file_digest
from carot_twin.methods import ORDER, default_params, label_of
from carot_twin.run_config import DEFAULT_CONFIG
from carot_twin.table import table
from carot_twin.tokenizer import Tokenizer
from carot_twin.weights import read_weights, write_weights

question = json.load(sys.stdin)

tokenizer = Tokenizer(question["tokenizer"], question["context"])
for passed in question["weights"]:
    write_weights(Path(passed["to"]), *read_weights(Path(passed["from"]), question["model"]))

experiment = read_experiment(Path(question["experiment"]))
ids, eos = tokenizer.encode(question["captions"])
answer = {
    "methods": [{"id": id, "label": label_of(id), "params": default_params(id)} for id in ORDER],
    "settings": DEFAULT_CONFIG,
    "experiment": [experiment.methods, experiment.config, experiment.params],
    "digest": file_digest(question["lines"]),
    "table": table([(row["label"], row["records"]) for row in question["rows"]]),
    "captions": [row[: end + 1].tolist() for row, end in zip(ids, eos)],
}
json.dump(answer, sys.stdout)
