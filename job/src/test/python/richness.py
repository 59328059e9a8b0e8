"""Prints reference values of the estimators of unseen classes, apart from the project's code.

Usage: python3 richness.py > ../resources/org/minimacensus/richness/computed.csv   (needs mpmath)

Variances by numerical differentiation of the formulas, posterior and Hill numbers by brute force, all with 50 digits.
"""
import platform
from collections import Counter

import mpmath
from mpmath import diff, digamma, exp, log, mp, mpf, nstr, sqrt

mp.dps = 50
Z = mpf("1.959963984540054")

SAMPLES = {
    "A": [1] * 5 + [2] * 3 + [3, 4, 7, 12],
    "B": [20, 15, 10, 5],
    "C": [1] * 10,
    "D": [50, 1, 1, 1, 1],
    "E": [1, 1, 1, 2, 2, 5, 9, 30, 100],
    "F": [1000],
    "G": [1, 4, 6],
    "H": [33, 21, 17, 8, 8, 5, 4, 3, 2, 2, 2] + [1] * 6,
    "I": [1] * 12 + [2] * 7 + [3] * 4 + [4] * 3 + [5, 6, 6, 8, 11, 25],
    "J": [1] * 4 + [3, 3, 4, 9],
    "K": [1] + [2] * 6 + [3, 5],
    "L": [1] * 30 + [2] * 5 + [3] * 4 + [4] * 3 + [10, 20],
    "M": [1],
    "N": [1, 1, 2, 2],
    "O": [1] * 3 + [2] * 9 + [3] + [10] * 2 + [11] * 2,
    "P": [1] * 5 + [2] * 300 + [3] * 100 + [4] * 20 + [9, 11],
    "Q": [1] * 20_000 + [2] * 2 + [5_000],
}


def counts(hits):
    return {k: mpf(c) for k, c in sorted(Counter(hits).items())}


def hits_text(hits):
    """The hits one after the other; those of more than 50 classes as hits x classes."""
    seen, words = counts(hits), []
    for h in hits:
        if seen[h] <= 50:
            words.append(str(h))
        elif f"{h}x{int(seen[h])}" not in words:
            words.append(f"{h}x{int(seen[h])}")
    return " ".join(words)


def unseen(n, f1, f2, factor):
    c = (n - 1) / n if factor else mpf(1)
    return c * f1**2 / (2 * f2) if f2 > 0 else c * f1 * (f1 - 1) / 2


class Formula:
    """The estimate of a sample as a function of real f_k, n and the choice of branches held as in the sample."""

    def __init__(self, hits):
        self.hits, self.n, self.f = hits, mpf(sum(hits)), counts(hits)

    def get(self, f, k):
        return f.get(k, mpf(0))

    def total(self, f):
        return sum(f.values())

    def zero(self, k):
        """Whether f_k is 0 in the sample: the branch is not left by differentiation."""
        return k not in self.f

    def unseen(self, f, factor):
        f1, f2 = self.get(f, 1), self.get(f, 2)
        c = (self.n - 1) / self.n if factor else mpf(1)
        return c * f1 * (f1 - 1) / 2 if self.zero(2) else c * f1**2 / (2 * f2)

    def chao1_classic(self, f):
        return self.total(f) + self.unseen(f, False)

    def ichao1(self, f):
        n, f1, f2, f3 = self.n, self.get(f, 1), self.get(f, 2), self.get(f, 3)
        f4 = mpf(1) if self.zero(4) else f[4]
        more = mpf(0)
        if not self.zero(3):
            more = (n - 3) / n * f3 / (4 * f4) * max(f1 - (n - 3) / (n - 1) * f2 * f3 / (2 * f4), mpf(0))
        return self.total(f) + self.unseen(f, True) + more

    def ace(self, f):
        rare = {k: v for k, v in f.items() if k <= 10}
        if not rare:
            return self.total(f)
        classes, hits = sum(rare.values()), sum(k * v for k, v in rare.items())
        f1 = self.get(f, 1)
        cover = 1 - f1 / hits
        if cover == 0:
            return None
        pairs = sum(k * (k - 1) * v for k, v in rare.items())
        g = max(classes / cover * pairs / (hits * (hits - 1)) - 1, mpf(0))
        return self.total(f) - classes + classes / cover + f1 / cover * g

    def jackknife1(self, f):
        return self.total(f) + self.get(f, 1) * (self.n - 1) / self.n

    def jackknife2(self, f):
        n = self.n
        if n < 2:
            return None
        value = self.total(f) + self.get(f, 1) * (2 * n - 3) / n - self.get(f, 2) * (n - 2) ** 2 / (n * (n - 1))
        return value if value > self.total(f) else self.total(f)

    def singletons(self, f):
        f1, f2, f3, f4 = (self.get(f, k) for k in (1, 2, 3, 4))
        if self.zero(3) or self.zero(4):
            f3d, f4d = f3 + 1, f4 + 1
        else:
            f3d, f4d = f3, f4
        return min(f1, max(mpf(0), 4 * f2**2 / (3 * f3d) - f2 * f3 / (2 * f4d)))

    def chao1_singleton_robust(self, f):
        if self.zero(1):
            return self.total(f)
        if max(self.f) == 1:
            return None
        if self.zero(2):
            return self.total(f) - f[1]
        true = self.singletons(f)
        # n is that of the sample: it is not differentiated.
        n = self.n - self.f[1] + self.singletons(self.f)
        return self.total(f) - f[1] + true + (n - 1) / n * true**2 / (2 * f[2])

    def variance(self, function, estimate):
        slopes = {}
        for k in self.f:
            slopes[k] = diff(lambda v: function({**self.f, k: v}), self.f[k], h=mpf(10) ** -20)
        return sum(slopes[k] ** 2 * v for k, v in self.f.items()) - sum(slopes[k] * v for k, v in self.f.items()) ** 2 / estimate


def observed_interval(f, n):
    seen = sum(f.values())
    p = sum(v * exp(-k) for k, v in f.items()) / seen
    var = sum(v * (exp(-k) - exp(-2 * k)) for k, v in f.items()) - sum(k * v * exp(-k) for k, v in f.items()) ** 2 / n
    half = Z * sqrt(max(var, mpf(0))) / (1 - p)
    return max(seen, seen / (1 - p) - half), seen / (1 - p) + half


def interval(formula, function, value, sure):
    if value <= sure:
        # All singletons taken for false: how surely, nobody can tell.
        false = value < formula.total(formula.f)
        return (None, None) if false else observed_interval(formula.f, formula.n)
    k = exp(Z * sqrt(log(1 + formula.variance(function, value) / (value - sure) ** 2)))
    return sure + (value - sure) / k, sure + (value - sure) * k


def posterior_quantiles(n, s):
    """Smallest k with P(K <= k) >= 0.025 and 0.975; the normaliser from P(K = S), which is a known product."""
    p = mpf(1)
    for j in range(1, s + 1):
        p *= mpf(n - 1 - j) / (n - 1 + j)
    total, k, found = mpf(0), s, []
    for level in ("0.025", "0.975"):
        while total + p < mpf(level):
            total += p
            p *= mpf(k * (k + 1)) / ((k + 1 - s) * (k + n))
            k += 1
        found.append(k)
    return found


def hill(f, n):
    seen = sum(f.values())
    p = {k: mpf(k) / n for k in f}
    f1, f2 = f.get(1, mpf(0)), f.get(2, mpf(0))
    entropy = sum(v * p[k] * (digamma(n) - digamma(k)) for k, v in f.items())
    if f1 > 0:
        a = 2 * f2 / ((n - 1) * f1 + 2 * f2) if f2 > 0 else 2 / ((n - 1) * (f1 - 1) + 2)
        if a < 1:
            # As many more digits as the power takes away.
            with mpmath.workdps(mp.dps + int(-n * mpmath.log10(1 - a))):
                tail = -log(a) - sum((1 - a) ** r / r for r in range(1, int(n)))
                entropy += f1 / n * (1 - a) ** (1 - n) * tail
    pairs = sum(k * (k - 1) * v for k, v in f.items())
    return {
        "hill_observed_0": seen,
        "hill_observed_1": exp(-sum(v * p[k] * log(p[k]) for k, v in f.items())),
        "hill_observed_2": 1 / sum(v * p[k] ** 2 for k, v in f.items()),
        "hill_asymptotic_0": seen + (unseen(n, f1, f2, True) if f1 > 0 else 0),
        "hill_asymptotic_1": exp(entropy),
        "hill_asymptotic_2": n * (n - 1) / pairs if pairs > 0 else None,
    }


def curve(formula, m):
    n, f = formula.n, formula.f
    all_classes = formula.total(f) + formula.unseen(f, True)
    if m <= n:
        miss = {k: mpmath.binomial(n - k, m) / mpmath.binomial(n, m) if n - k >= m else mpf(0) for k in f}
        value = sum(v * (1 - miss[k]) for k, v in f.items())
        var = sum(v * (1 - miss[k]) ** 2 for k, v in f.items()) - value**2 / all_classes
    else:

        def function(g):
            f0 = formula.unseen(g, True)
            if f0 == 0:
                return formula.total(g)
            return formula.total(g) + f0 * (1 - (1 - formula.get(g, 1) / (n * f0 + formula.get(g, 1))) ** (m - n))

        value = function(f)
        if formula.unseen(f, True) == 0:
            return value, None, None
        var = formula.variance(function, all_classes)
    half = Z * sqrt(max(var, mpf(0)))
    return value, min(value, max(mpf(1), value - half)), value + half


def text(value):
    return "undefined" if value is None else nstr(mpf(value), 20, strip_zeros=True)


def main():
    print(f"# mpmath {mpmath.__version__}, Python {platform.python_version()}: python3 richness.py")
    print("# The formulas are those of the classes' Javadoc; undefined: the estimator says nothing for these hits.")
    print("sample;quantity;value")
    for name, hits in SAMPLES.items():
        formula = Formula(hits)
        n, s, f = formula.n, len(hits), formula.f
        print(f"{name};hits;{hits_text(hits)}")
        estimators = {
            "chao1-classic": formula.chao1_classic,
            "ichao1": formula.ichao1,
            "ace": formula.ace,
            "jackknife1": formula.jackknife1,
            "jackknife2": formula.jackknife2,
            "chao1-singleton-robust": formula.chao1_singleton_robust,
        }
        for estimator, function in estimators.items():
            value = function(f)
            print(f"{name};{estimator};{text(value)}")
            if value is not None:
                robust = estimator == "chao1-singleton-robust"
                sure = formula.total(f) - (formula.get(f, 1) if robust else 0)
                low, high = interval(formula, function, value, sure)
                print(f"{name};{estimator}-low;{text(low)}")
                print(f"{name};{estimator}-high;{text(high)}")
        if sum(hits) >= s + 3:
            low, high = posterior_quantiles(sum(hits), s)
            print(f"{name};boender-rinnooy-kan-low;{low}")
            print(f"{name};boender-rinnooy-kan-high;{high}")
        for quantity, value in hill(f, n).items():
            print(f"{name};{quantity};{text(value)}")
        for m in sorted({1, max(1, int(n) // 3), int(n), int(n) + 1, 2 * int(n)}):
            for suffix, value in zip(("", "-low", "-high"), curve(formula, m)):
                print(f"{name};curve-{m}{suffix};{text(value)}")


if __name__ == "__main__":
    main()
