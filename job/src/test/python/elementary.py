"""Prints 30-digit references of the elementary functions at exact doubles.

Usage: python3 elementary.py > ../resources/reference/elementary.csv   (needs mpmath)
"""
import platform
import random

import mpmath
from mpmath import cos, cosh, erf, erfc, exp, expm1, log, log1p, mp, mpf, nstr, pi, sin, sqrt, tanh

mp.dps = 400  # 1 - tanh^2 and 1 + e^x cancel some 300 digits in the tails
rng = random.Random(20180522)

FUNCTIONS = {
    "exp": (exp, (-708, 709.5)),
    "expm1": (expm1, (-60, 700)),
    "log1pExp": (lambda x: log1p(exp(x)), (-700, 700)),
    "log1p": (log1p, (-0.999, 1000)),
    "log": (lambda x: log(x), (1e-9, 1000)),
    "tanh": (tanh, (-350, 350)),
    "tanhSlope": (lambda x: 1 / cosh(x) ** 2, (-350, 350)),
    "sigmoid": (lambda x: 1 / (1 + exp(-x)), (-700, 700)),
    "sigmoidSlope": (lambda x: exp(-x) / (1 + exp(-x)) ** 2, (-700, 700)),
    "erf": (erf, (-7, 7)),
    "erfc": (erfc, (-7, 26.5)),
    "erfSlope": (lambda x: 2 / sqrt(pi) * exp(-x * x), (-26, 26)),
    "normalDistribution": (lambda x: erfc(-x / sqrt(mpf(2))) / 2, (-37, 9)),
    "normalDensity": (lambda x: exp(-x * x / 2) / sqrt(2 * pi), (-37, 37)),
    "sin": (sin, (-1000, 1000)),
    "cos": (cos, (-1000, 1000)),
}

print(f"# mpmath {mpmath.__version__}, Python {platform.python_version()}: python3 elementary.py; function,argument,value")
for name, (f, (low, high)) in FUNCTIONS.items():
    xs = [low, high] + [low + (high - low) * rng.random() for _ in range(60)]
    xs += [rng.uniform(-3, 3) for _ in range(60)] + [rng.uniform(-1, 1) * 2.0 ** -rng.randint(1, 40) for _ in range(30)]
    if name == "exp":  # where the reduced argument is largest the error is largest
        xs += [rng.uniform(-1.2, 1.2) for _ in range(600)]
    for x in sorted(x for x in xs if low <= x <= high):
        print(f"{name},{x!r},{nstr(f(mpf(x)), 30)}")
