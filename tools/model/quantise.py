"""The embedding table in about ten megabytes: product quantisation where it matters.

Each row is its length (one byte, logarithmic) times a direction. Directions are turned into
the basis that whitens them by what the encoder's answer depends on (`network.sensitivity`):
the Karhunen-Loeve transform of the directions in the metric M. In it the coordinates are
split into groups of about equal total variance (Ge et al. 2013, Optimized Product
Quantization, "eigenvalue allocation"), and each group is one byte: the nearest of 256
centroids. Frequent pieces get more groups: at 512 dimensions a piece twice as frequent
earns some 32 bytes more. Arabic pieces count four times, since Arabic is read most here.
"""

import numpy as np

TIERS = ((4_000, 192), (16_000, 128), (64_000, 80), (128_000, 58))
"""By falling weight: up to which rank, how many bytes a row."""
ARABIC_WEIGHT = 4.0
ITERATIONS = 12
SAMPLE = 20_000


def basis(metric, directions):
    """Returns mean, transform, its inverse and the variances, falling."""
    mean = directions.mean(0)
    centred = directions - mean
    covariance = centred.T @ centred / len(centred)
    values, vectors = np.linalg.eigh(metric)
    values = np.maximum(values, 1e-6 * values.max())
    root = (vectors * np.sqrt(values)) @ vectors.T
    inverse = (vectors / np.sqrt(values)) @ vectors.T
    variance, turn = np.linalg.eigh(root @ covariance @ root)
    order = np.argsort(-variance, kind="stable")
    turn = turn[:, order]
    as_float = lambda a: np.ascontiguousarray(a, np.float32)
    return as_float(mean), as_float(root @ turn), as_float(turn.T @ inverse), variance[order]


def groups(variance, count):
    """Returns the group of each coordinate: products of variances are about equal."""
    weight = np.log(np.maximum(variance, 1e-12))
    weight = weight - weight.min() + 1e-3
    most = max(2, 2 * len(variance) // count)
    total, size = np.zeros(count), np.zeros(count, int)
    found = np.empty(len(variance), int)
    for coordinate, gain in enumerate(weight):
        group = np.where(size < most, total, np.inf).argmin()
        found[coordinate] = group
        total[group] += gain
        size[group] += 1
    return found


def nearest(points, centroids):
    """Returns the index of the nearest centroid of each point."""
    half = (centroids * centroids).sum(1) / 2
    found = np.empty(len(points), np.uint8)
    for start in range(0, len(points), 8192):
        block = points[start : start + 8192]
        found[start : start + 8192] = (half - block @ centroids.T).argmin(1)
    return found


def k_means(points, rng):
    """Returns 256 centroids by Lloyd's iterations from random points."""
    points = np.ascontiguousarray(points)
    centroids = points[rng.choice(len(points), 256, replace=False)].copy()
    for _ in range(ITERATIONS):
        chosen = nearest(points, centroids)
        count = np.bincount(chosen, minlength=256)
        for axis in range(points.shape[1]):
            total = np.bincount(chosen, weights=points[:, axis], minlength=256)
            centroids[:, axis] = np.where(count > 0, total / np.maximum(count, 1), centroids[:, axis])
        empty = np.flatnonzero(count == 0)
        centroids[empty] = points[rng.choice(len(points), len(empty))]
    return centroids


def tiers(pieces, probability):
    """Returns the tier of each piece. The first pieces, which are no text, are in tier 0."""
    arabic = np.array([any("\u0600" <= c <= "\u06ff" for c in piece) for piece in pieces])
    weight = probability * np.where(arabic, ARABIC_WEIGHT, 1.0)
    weight[:6] = np.inf
    rank = np.empty(len(pieces), int)
    rank[np.argsort(-weight, kind="stable")] = np.arange(len(pieces))
    return np.digitize(rank, [limit for limit, _ in TIERS[:-1]])


def product(rows, variance, count, rng):
    """Returns group by coordinate, centroids as bytes (256 x 512), their steps and the codes."""
    group = groups(variance, count)
    sample = rows[rng.choice(len(rows), min(SAMPLE, len(rows)), replace=False)]
    book = np.zeros((256, rows.shape[1]), np.float32)
    for g in range(count):
        book[:, group == g] = k_means(sample[:, group == g], rng)
    step = np.abs(book).max(0) / 127 + 1e-12
    book_bytes = np.rint(book / step).astype(np.int8)
    book = book_bytes * step.astype(np.float32)
    codes = np.empty((len(rows), count), np.uint8)
    for g in range(count):
        codes[:, g] = nearest(np.ascontiguousarray(rows[:, group == g]), book[:, group == g])
    return group.astype(np.uint8), book_bytes, step.astype(np.float32), codes
