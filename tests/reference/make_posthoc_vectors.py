"""Vectors of the post-hoc calibrators, in float64, by scipy and slow plain optimisers.

    python make_posthoc_vectors.py > vectors/15_posthoc.json

Needs numpy and scipy >= 1.12. Nothing in here shares a line, or an optimiser, with the lab.
"""
import json
import sys

import numpy as np
from scipy.optimize import isotonic_regression, minimize, minimize_scalar
from scipy.special import log_softmax, softmax


def nll(logp, y):
    return -logp[np.arange(len(y)), y].mean()


def data(seed, n, c, scale, ood_n):
    rng = np.random.default_rng(seed)
    z = np.round(rng.normal(size=(n + ood_n, c)) * scale, 4)
    w = 1 / (1.4 + 0.5 * rng.random(c))
    b = 0.6 * rng.normal(size=c)
    p = softmax(z * w + b, axis=1)
    y = np.array([rng.choice(c, p=row) for row in p])
    return z[:n], y[:n], z[n:]


def temperature(z, y):
    f = lambda t: nll(log_softmax(z / np.exp(t), axis=1), y)
    return float(np.exp(minimize_scalar(f, bounds=(-3, 3), method="bounded", options={"xatol": 1e-12}).x))


def solve(f, size):
    x = np.zeros(size)
    for _ in range(4):
        x = minimize(f, x, jac=True, method="BFGS", options={"gtol": 1e-12, "maxiter": 5000}).x
    return x


def cross_entropy(scores, y):
    g = softmax(scores, axis=1)
    g[np.arange(len(y)), y] -= 1
    return nll(log_softmax(scores, axis=1), y), g / len(y)


def vector(z, y, t):
    n, c = z.shape
    m = z.mean(0)
    scores = lambda v, a: (a + v[:c] * (a - m)) / t + v[c:]

    def f(v):
        loss, g = cross_entropy(scores(v, z), y)
        return loss + 1e-6 * (v @ v), np.concatenate([(g * (z - m) / t).sum(0), g.sum(0)]) + 2e-6 * v

    v = solve(f, 2 * c)
    return lambda a: log_softmax(scores(v, a), axis=1)


def matrix(z, y, t):
    n, c = z.shape
    x = log_softmax(z / t, axis=1)
    lam = np.full((c, c), c * (c - 1) / n)
    np.fill_diagonal(lam, c / n)
    lam = np.concatenate([lam.ravel(), np.full(c, c / n)])
    scores = lambda v, a: a + a @ v[: c * c].reshape(c, c).T + v[c * c :]

    def f(v):
        loss, g = cross_entropy(scores(v, x), y)
        return loss + lam @ v**2, np.concatenate([(g.T @ x).ravel(), g.sum(0)]) + 2 * lam * v

    v = solve(f, c * c + c)
    return lambda a: log_softmax(scores(v, log_softmax(a / t, axis=1)), axis=1)


def one_vs_rest(z, y, fit):
    n, c = z.shape
    p = softmax(z, axis=1)
    maps = [fit(p[:, k], (y == k).astype(float)) for k in range(c)]

    def apply(a):
        q = np.stack([maps[k](softmax(a, axis=1)[:, k]) for k in range(c)], axis=1)
        s = q.sum(1, keepdims=True)
        q = np.where(s > 0, q / np.where(s > 0, s, 1), 1 / c)
        return np.log((n * q + 1 / c) / (n + 1))

    return apply


def isotonic(p, o):
    order = np.argsort(p)
    xs, inverse, count = np.unique(p, return_inverse=True, return_counts=True)
    means = np.bincount(inverse, weights=o) / count
    fitted = isotonic_regression(means, weights=count).x
    assert len(order) == count.sum()
    return lambda v: np.interp(v, xs, fitted)


def histogram(p, o, bins=15):
    where = lambda v: np.clip(np.ceil(v * bins) - 1, 0, bins - 1).astype(int)
    share = np.array([o[where(p) == b].mean() if (where(p) == b).any() else (b + 0.5) / bins for b in range(bins)])
    return lambda v: share[where(v)]


def ensemble(z, y, t):
    n, c = z.shape
    parts = lambda a: np.stack([softmax(a / t, axis=1), softmax(a, axis=1), np.full(a.shape, 1 / c)])
    own = parts(z)[:, np.arange(n), y]
    f = lambda w: -np.log(w @ own).mean()
    best = None
    for start in ([0.34, 0.33, 0.33], [0.9, 0.05, 0.05], [0.05, 0.9, 0.05]):
        r = minimize(f, start, method="SLSQP", bounds=[(0, 1)] * 3, options={"ftol": 1e-15, "maxiter": 1000},
                     constraints={"type": "eq", "fun": lambda w: w.sum() - 1})
        best = r if best is None or r.fun < best.fun else best
    return lambda a: np.log(np.tensordot(best.x, parts(a), 1))


cases = []
for name, args in {"four classes": (1, 200, 4, 2.0, 6), "seven classes, few images": (2, 60, 7, 3.0, 6)}.items():
    z, y, other = data(*args)
    t = temperature(z, y)
    fits = {
        "temperature": lambda a: log_softmax(a / t, axis=1),
        "ensembleTemperature": ensemble(z, y, t),
        "vector": vector(z, y, t),
        "structuredMatrix": matrix(z, y, t),
        "isotonic": one_vs_rest(z, y, isotonic),
        "histogram": one_vs_rest(z, y, histogram),
    }
    cases.append({
        "id": name, "classCount": z.shape[1], "logits": z.ravel().tolist(), "labels": y.tolist(),
        "other": other.ravel().tolist(), "temperature": t,
        "expected": {k: {"nll": nll(f(z), y), "logProbabilities": f(other).ravel().tolist()} for k, f in fits.items()},
    })
json.dump({"description": "Post-hoc calibrators, fitted on `logits`, applied to `other`.", "cases": cases}, sys.stdout)
