"""Starts of ten tanh units on ding-li-sun-tanh.csv: on the bad minimum's flat set, and at random.

The two identical units of the constructed minimum (data/known/ding-li-sun-tanh-starts.csv, first
row) are ten identical ones here. Their outgoing weights, all positive, add up to 1: twenty starts on
the flat set of loss 1/2, then twenty normal ones.
"""

import pathlib
import random

KNOWN = pathlib.Path(__file__).resolve().parent.parent / "known" / "ding-li-sun-tanh-starts.csv"
UNITS = 10
ROWS = 20


def main():
    """Prints a row of incoming weights, biases and outgoing weights for each start."""
    draw = random.Random(1911)
    theta = [float(v) for v in KNOWN.read_text().splitlines()[0].split(",")]
    weight, bias, total = theta[0], theta[2], theta[4] + theta[5]
    for _ in range(ROWS):
        shares = [0.2 + draw.random() for _ in range(UNITS)]
        out = [total * s / sum(shares) for s in shares]
        print(",".join(repr(v) for v in [weight] * UNITS + [bias] * UNITS + out))

    for _ in range(ROWS):
        print(",".join(repr(draw.gauss(0, 1)) for _ in range(3 * UNITS)))


if __name__ == "__main__":
    main()
