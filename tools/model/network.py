"""The encoder in numpy, forward and backward: how much each direction of an input row matters.

The quantised table must keep what the encoder's answer depends on. `sensitivity` sends
random unit vectors back from the answers of random sentences (pieces drawn by their unigram
probability, so no text is needed) to the rows of the table, and sums the outer products of
what arrives: the Gauss-Newton matrix of the answer's cosine by the direction of a row.
"""

import numpy as np

from source import ORDERS

EPS = 1e-12


def _layer_norm(x, gain, bias):
    mean = x.mean(-1, keepdims=True)
    inverse = 1 / np.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + EPS)
    unit = (x - mean) * inverse
    return unit * gain + bias, (unit, inverse, gain)


def _layer_norm_back(grad, saved):
    unit, inverse, gain = saved
    grad = grad * gain
    return inverse * (
        grad - grad.mean(-1, keepdims=True) - unit * (grad * unit).mean(-1, keepdims=True)
    )


class Network:
    """The package's layers, for batches of token ids."""

    def __init__(self, arrays):
        self.w = arrays
        join = lambda name, axis=0: np.concatenate([arrays[f"{name}{n}"] for n, _ in ORDERS], axis)
        self.proj, self.proj_b = join("proj", 1), join("proj_b")
        self.gain, self.bias = join("ln_g"), join("ln_b")

    @staticmethod
    def _windows(sentences):
        lens = np.array([len(ids) for ids in sentences])
        starts = np.concatenate([[0], np.cumsum(lens)[:-1]])
        total = int(lens.sum())
        base = np.arange(total)[:, None] + np.arange(-2, 3)
        inside = (base >= np.repeat(starts, lens)[:, None]) & (
            base < np.repeat(starts + lens, lens)[:, None]
        )
        return lens, starts, np.where(inside, base, total)

    def forward(self, sentences, rows):
        """Returns the unit vectors of sentences whose tokens' table rows are `rows`, and
        what `backward` needs."""
        w, (lens, starts, index) = self.w, self._windows(sentences)
        total = len(rows)
        x, norm_x = _layer_norm(rows @ self.proj + self.proj_b, self.gain, self.bias)
        parts, saved = [rows], []
        zero = np.zeros((1, 256), np.float32)
        for branch, (order, left) in enumerate(ORDERS):
            own = x[:, branch * 256 : branch * 256 + 256]
            columns = index[:, 2 - left : 2 - left + order]
            conv = lambda v: np.vstack([v, zero])[columns].reshape(total, -1)
            one = conv(own) @ w[f"w1_{order}"] + w[f"b1_{order}"]
            h = np.maximum(one, 0) + own
            two = conv(h) @ w[f"w2_{order}"] + w[f"b2_{order}"]
            parts.append(np.maximum(two, 0) + h)
            saved.append((one > 0, two > 0, columns))
        f, norm_f = _layer_norm(np.concatenate(parts, 1), w["ln_g"], w["ln_b"])
        root = np.sqrt(lens)[:, None].astype(np.float32)
        v = (np.add.reduceat(f, starts, axis=0) @ w["cnn_W"] + lens[:, None] * w["cnn_b"]) / root
        a0 = v @ w["d0"]
        a1 = v @ w["p1"] + np.maximum(a0, 0) @ w["d1"]
        y1 = np.maximum(a1, 0)
        a2 = y1 @ w["d2"]
        z = np.tanh(y1 @ w["p3"] + np.maximum(a2, 0) @ w["d3"])
        length = np.sqrt((z * z).sum(1, keepdims=True))
        unit = z / length
        return unit, (lens, root, norm_x, saved, norm_f, a0 > 0, a1 > 0, a2 > 0, z, length, unit)

    def backward(self, grad, kept):
        """Returns the gradient by the table rows, one row a token."""
        w = self.w
        lens, root, norm_x, saved, norm_f, on0, on1, on2, z, length, unit = kept
        total = int(lens.sum())
        grad = (grad - unit * (grad * unit).sum(1, keepdims=True)) / length * (1 - z * z)
        d1 = (grad @ w["p3"].T + (grad @ w["d3"].T * on2) @ w["d2"].T) * on1
        dv = d1 @ w["p1"].T + (d1 @ w["d1"].T * on0) @ w["d0"].T
        df = _layer_norm_back(np.repeat((dv / root) @ w["cnn_W"].T, lens, axis=0), norm_f)
        dx = np.zeros((total, 768), np.float32)
        for branch, (order, _) in enumerate(ORDERS):
            on_one, on_two, columns = saved[branch]

            def conv_back(g, matrix):
                back = (g @ matrix.T).reshape(total, order, 256)
                out = np.zeros((total + 1, 256), np.float32)
                for slot in range(order):
                    target = columns[:, slot]
                    inside = target < total
                    out[target[inside]] += back[inside, slot]
                return out[:total]

            dh = df[:, 512 + 256 * branch : 768 + 256 * branch]
            dh = dh + conv_back(dh * on_two, w[f"w2_{order}"])
            dx[:, branch * 256 : branch * 256 + 256] = dh + conv_back(dh * on_one, w[f"w1_{order}"])
        return df[:, :512] + _layer_norm_back(dx, norm_x) @ self.proj.T


def sensitivity(network, rows, probability, rng, batches=100, size=40, probes=2):
    """Returns the 512 x 512 matrix M: a change d of a row's direction (the row divided by
    its length) moves the answer by about d' M d, on the mean."""
    lengths = np.linalg.norm(rows, axis=1)
    found = np.zeros((512, 512))
    for _ in range(batches):
        sentences = [
            np.concatenate([[1], rng.choice(len(rows), rng.integers(8, 45), p=probability), [2]])
            for _ in range(size)
        ]
        flat = np.concatenate(sentences)
        unit, kept = network.forward(sentences, rows[flat])
        for _ in range(probes):
            probe = rng.normal(size=unit.shape).astype(np.float32)
            grad = network.backward(probe, kept) * lengths[flat][:, None]
            found += grad.T @ grad
    return found / (batches * probes)
