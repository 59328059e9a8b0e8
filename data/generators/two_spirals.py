"""Writes data/two-spirals.csv: two interleaved spirals of 16 points each, with a little noise.

    python3 data/generators/two_spirals.py > data/two-spirals.csv     (needs numpy)

Class -1 and +1, point i of a class at t = i / 15: radius 0.4 + 1.6 t, angle 6 t (+ pi for the class +1), normal
noise of deviation 0.08 on both coordinates (PCG64, seed 11), rounded to two decimals.
"""
import numpy as np

rng = np.random.default_rng(11)
for i in range(16):
    t = i / 15
    for label in (-1, 1):
        angle = 6 * t + (np.pi if label > 0 else 0)
        x = (0.4 + 1.6 * t) * np.array([np.cos(angle), np.sin(angle)]) + 0.08 * rng.normal(size=2)
        print('%.2f,%.2f,%d' % (x[0], x[1], label))
