#!/usr/bin/env python3
"""Three training sets for whole studies, each the same on every machine with one numpy: CSV without a header, features
and then the target.

    python3 bench/peers/datasets.py FOLDER

spirals   400 points of two noisy spirals in the plane, classes -1 and 1
mixture   1000 points of four normal clouds in 10 dimensions, classes -1 and 1 in turn
teacher   2000 normal inputs in 20 dimensions, targets of a tanh network of 8 units with noise
"""
import pathlib
import sys

import network

# Hidden units of the network that learns it, and the task.
STUDIES = {'spirals': (8, 'binary'), 'mixture': (4, 'binary'), 'teacher': (8, 'regression')}


def spirals(np, draw):
    angle = 3 * np.pi * np.sqrt(draw.uniform(0.05, 1, 200))
    arm = (angle / (2 * np.pi))[:, None] * np.column_stack([np.cos(angle), np.sin(angle)])
    return np.vstack([arm, -arm]) + 0.03 * draw.standard_normal((400, 2)), np.repeat([1.0, -1.0], 200)


def mixture(np, draw):
    cloud = draw.integers(0, 4, 1000)
    centres = 1.2 * draw.standard_normal((4, 10))
    return centres[cloud] + draw.standard_normal((1000, 10)), np.where(cloud % 2 == 0, 1.0, -1.0)


def teacher(np, draw):
    x = draw.standard_normal((2000, 20))
    units = np.tanh(1.5 * x @ draw.standard_normal((20, 8)) / np.sqrt(20))
    return x, units @ draw.standard_normal(8) / np.sqrt(8) + 0.05 * draw.standard_normal(2000)


def write(folder):
    """The paths by name."""
    np, = network.need('numpy')
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for seed, make in enumerate((spirals, mixture, teacher), 1):
        x, y = make(np, np.random.default_rng(seed))
        paths[make.__name__] = folder / (make.__name__ + '.csv')
        np.savetxt(paths[make.__name__], np.column_stack([x, y]), delimiter=',', fmt='%.17g')
    return paths


def starts(path, inputs, hidden, count, seed=1):
    """Glorot starts of one hidden layer, one a row in the order of theta; small biases, so that none is 0."""
    np, = network.need('numpy')
    draw = np.random.default_rng(seed)
    parts = [draw.standard_normal((count, hidden * inputs)) * (2 / (inputs + hidden)) ** 0.5,
             0.1 * draw.standard_normal((count, hidden)),
             draw.standard_normal((count, hidden)) * (2 / (hidden + 1)) ** 0.5,
             0.1 * draw.standard_normal((count, 1))]
    np.savetxt(path, np.hstack(parts), delimiter=',', fmt='%.17g')


def read(path):
    np, = network.need('numpy')
    table = np.loadtxt(path, delimiter=',', ndmin=2)
    return table[:, :-1], table[:, -1:]


if __name__ == '__main__':
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print('\n'.join(str(path) for path in write(sys.argv[1]).values()))
