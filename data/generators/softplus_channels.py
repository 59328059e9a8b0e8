"""Writes data/softplus-channels.csv: 120 points in the plane with a smooth target and a little noise.

    python3 data/generators/softplus_channels.py > data/softplus-channels.csv     (needs numpy)

x normal with deviation 1, y = sin(1.5 x1) + x1 x2 / 2 - x2^2 / 4 + noise of deviation 0.1 (PCG64, seed 7), rounded
to four decimals.
"""
import numpy as np

rng = np.random.default_rng(7)
x = rng.normal(size=(120, 2))
y = np.sin(1.5 * x[:, 0]) + x[:, 0] * x[:, 1] / 2 - x[:, 1] ** 2 / 4 + 0.1 * rng.normal(size=120)
for (a, b), t in zip(x, y):
    print('%.4f,%.4f,%.4f' % (a, b, t))
