"""Prints the polynomial coefficients of the elementary functions: interpolation at Chebyshev nodes.

Usage: python3 coefficients.py   (needs mpmath)
"""
from mpmath import atanh, cos, e, erf, erfc, exp, expm1, ln, log1p, lu_solve, matrix, mp, mpf, nstr, pi, sqrt

mp.dps = 60


def fit(name, f, low, high, degree, error):
    """Coefficients in the monomial basis of the variable itself; error(x, f, p) is what is reported."""
    low, high = mpf(low), mpf(high)
    nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * (degree + 1))) for i in range(degree + 1)]
    a = matrix(degree + 1, degree + 1)
    b = matrix(degree + 1, 1)
    for i, x in enumerate(nodes):
        b[i] = f(x)
        for j in range(degree + 1):
            a[i, j] = x**j
    c = [float(v) for v in lu_solve(a, b)]
    grid = [low + (high - low) * (mpf(i) + mpf(1) / 3) / 400 for i in range(400)]
    worst = max(abs(error(x, f(x), sum(mpf(v) * x**j for j, v in enumerate(c)))) for x in grid)
    print(f"{name}: degree {degree}, error {nstr(worst, 3)}")
    for j, v in enumerate(c):
        print(f"  {j}: {v!r}")


def relative(x, f, p):
    return p / f - 1


# q of e^r = 1 + r + r^2 q(r)
fit("exp", lambda r: (expm1(r) - r) / r**2, -ln(2) / 2 * 1.0001, ln(2) / 2 * 1.0001, 9, lambda r, f, p: r * r * (p - f))

# R/z of log(1+f) = f - (f^2/2 - s (f^2/2 + R)), s = f/(2+f), z = s^2 in [0, 1/9]; 2 atanh(s) = 2s + s R
fit("log1p", lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z, mpf(10) ** -20, mpf(1) / 9, 9, lambda z, f, p: z * (p - f) / 2)

# erf(x)/x in z = x^2 up to 1
fit("erf", lambda z: erf(sqrt(z)) / sqrt(z), mpf(10) ** -20, 1, 12, relative)


# (1 + 2x) e^(x^2) erfc(x), x = K (1+t)/(1-t)
K = mpf("3.75")


def scaled(t):
    x = K * (1 + t) / (1 - t)
    return (1 + 2 * x) * exp(x * x) * erfc(x)


fit("erfc", scaled, (mpf("0.5") - K) / (mpf("0.5") + K), (mpf(27) - K) / (27 + K), 19, relative)
