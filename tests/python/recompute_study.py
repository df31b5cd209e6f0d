"""Computes the table of a study again from its rows of images, without the lab's code.

    python3 tests/python/recompute_study.py FOLDER

FOLDER is what `npm run study -- --out FOLDER` wrote. Reads images/*.csv.gz, computes for every race and
method accuracy, ECE (15 bins of equal width), NLL and Brier score of every split, at T = 1 and at T*,
the row of the paper's table, and mean and 95 % interval over seeds; compares each number with
study.json. From a study with --logits it begins at the logits and fits T* itself; from one without, at
the confidences and the NLL of each image. Ends with status 1 if one number differs by more than 1e-6,
the fitted temperature by more than 1e-4 of itself. The standard library is enough.
"""

import csv
import gzip
import io
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

TOLERANCE = 1e-6
BINS = 15


def rows_of(path):
    text = gzip.decompress(path.read_bytes()).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def log_softmax(logits, temperature):
    scaled = [z / temperature for z in logits]
    top = max(scaled)
    total = math.fsum(math.exp(z - top) for z in scaled)
    return [z - top - math.log(total) for z in scaled]


def fit_temperature(images):
    """Zero of the slope of the mean NLL in 1/T, by bisection."""

    def slope(beta):
        parts = []
        for logits, label in images:
            top = max(logits)
            weights = [math.exp(beta * (z - top)) for z in logits]
            kept = [(w, z) for w, z in zip(weights, logits) if w > 0]
            expected = math.fsum(w * z for w, z in kept) / math.fsum(weights)
            parts.append(expected - logits[label])
        return math.fsum(parts)

    low, high = 1 / 20, 1 / 0.05
    if slope(low) >= 0:
        return 20.0
    if slope(high) <= 0:
        return 0.05
    for _ in range(80):
        middle = math.sqrt(low * high)
        low, high = (low, middle) if slope(middle) > 0 else (middle, high)
    return 1 / math.sqrt(low * high)


def ece(confidences, correct):
    bins = defaultdict(list)
    for confidence, right in zip(confidences, correct):
        # (i/n, (i+1)/n]; the first bin also holds 0.
        index = next(i for i in range(BINS) if confidence <= (i + 1) / BINS or i == BINS - 1)
        bins[index].append((confidence, right))
    n = len(confidences)
    return math.fsum(
        abs(math.fsum(c for c, _ in held) - sum(r for _, r in held)) / n for held in bins.values()
    )


def summary_of_rows(rows, suffix):
    """From what the rows say of each image; `suffix` is that of their columns."""
    n = len(rows)
    column = lambda name: [float(row[name + suffix]) for row in rows]
    correct = [int(row["correct"]) for row in rows]
    confidences = column("confidence")
    return {
        "n": n,
        "accuracy": sum(correct) / n,
        "ece": ece(confidences, correct),
        "nll": math.fsum(column("nll")) / n,
        "brier": math.fsum(column("brier")) / n,
        "meanConfidence": math.fsum(confidences) / n,
    }


def summary(images, temperature):
    n = len(images)
    nll, brier, confidences, correct = [], [], [], []
    for logits, label in images:
        logs = log_softmax(logits, temperature)
        probabilities = [math.exp(value) for value in logs]
        predicted = max(range(len(logits)), key=lambda k: (logits[k], -k))
        nll.append(-logs[label])
        brier.append(
            math.fsum((p - (1 if k == label else 0)) ** 2 for k, p in enumerate(probabilities))
        )
        confidences.append(max(probabilities))
        correct.append(1 if predicted == label else 0)
    return {
        "n": n,
        "accuracy": sum(correct) / n,
        "ece": ece(confidences, correct),
        "nll": math.fsum(nll) / n,
        "brier": math.fsum(brier) / n,
        "meanConfidence": math.fsum(confidences) / n,
    }


def student_quantile(df):
    """t with P(|T| <= t) = .95, by Simpson's rule on the density and bisection."""

    scale = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) / math.sqrt(df * math.pi)

    def inside(t):
        # With t = sqrt(df)·tan(a) the density is smooth and the range finite.
        end, parts = math.atan(t / math.sqrt(df)), 2000
        step = end / parts
        density = lambda a: math.cos(a) ** (df - 1)
        total = density(0) + density(end)
        total += sum((4 if i % 2 else 2) * density(i * step) for i in range(1, parts))
        return 2 * scale * math.sqrt(df) * total * step / 3

    low, high = 0.0, 1e3
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (low, middle) if inside(middle) > 0.95 else (middle, high)
    return (low + high) / 2


def over_seeds(values):
    n = len(values)
    mean = math.fsum(values) / n
    if n < 2:
        return mean, None
    sd = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / (n - 1))
    half = student_quantile(n - 1) * sd / math.sqrt(n)
    return mean, (mean - half, mean + half)


class Comparison:
    def __init__(self):
        self.worst, self.count, self.failures = 0.0, 0, []

    def same(self, what, own, theirs, tolerance=TOLERANCE):
        self.count += 1
        gap = abs(own - theirs)
        self.worst = max(self.worst, gap / tolerance)
        if not gap <= tolerance:
            self.failures.append(f"{what}: {own} here, {theirs} in study.json")


def compare_cell(folder, cell, check):
    splits, plain = defaultdict(list), defaultdict(list)
    roles = {}
    for row in rows_of(folder / "images" / f"{cell['id']}.csv.gz"):
        logits = [float(row[name]) for name in row if name.startswith("logit_")]
        if logits:
            splits[row["method"], row["split"]].append((logits, int(row["true_label"])))
        plain[row["method"], row["split"]].append(row)
        roles[row["split"]] = row["role"]
    table = {}
    for result in cell["results"]:
        method = result["methodId"]
        where = f"{cell['id']}, {method}"
        validation = next(split for split, role in roles.items() if role == "val")
        if splits:
            temperature = fit_temperature(splits[method, validation])
            check.same(f"{where}, T", temperature, result["temperature"], 1e-4 * temperature)
        means = defaultdict(list)
        for split in result["splits"]:
            for side, at in (("raw", 1.0), ("scaled", result["temperature"])):
                held = (method, split["splitId"])
                suffix = "" if side == "raw" else "_scaled"
                own = summary(splits[held], at) if splits else summary_of_rows(plain[held], suffix)
                for name, value in own.items():
                    check.same(f"{where}, {split['splitId']}, {side}, {name}", value, split[side][name])
                means[split["role"], side].append(own)
        mean = lambda role, side, name: math.fsum(s[name] for s in means[role, side]) / len(
            means[role, side]
        )
        table[method] = {
            "idAcc": mean("id", "raw", "accuracy"),
            "oodAcc": mean("ood", "raw", "accuracy"),
            "idEce": mean("id", "raw", "ece"),
            "oodEce": mean("ood", "raw", "ece"),
            "idEceTs": mean("id", "scaled", "ece"),
            "oodEceTs": mean("ood", "scaled", "ece"),
        }
        for key, value in table[method].items():
            check.same(f"{where}, {key}", value, result["row"][key])
    return table


def main(folder):
    study = json.loads((folder / "study.json").read_text())
    check = Comparison()
    groups = defaultdict(list)
    for cell in study["cells"]:
        groups[json.dumps(cell["at"], sort_keys=True)].append(compare_cell(folder, cell, check))
    for point in study["points"]:
        own = groups[json.dumps(point["at"], sort_keys=True)]
        for row in point["rows"]:
            for key, theirs in row["values"].items():
                values = [table[row["methodId"]][key] for table in own if key in table[row["methodId"]]]
                if not values:
                    continue
                mean, interval = over_seeds(values)
                where = f"{point['at']}, {row['methodId']}, {key}"
                check.same(f"{where}, mean", mean, theirs["mean"])
                if (interval is None) != (theirs["interval"] is None):
                    check.failures.append(f"{where}: an interval on one side only")
                elif interval:
                    for bound, their_bound in zip(interval, theirs["interval"]):
                        check.same(f"{where}, interval", bound, their_bound)
    print(json.dumps({"compared": check.count, "worst": check.worst, "failures": check.failures}))
    return 1 if check.failures or check.count == 0 else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
