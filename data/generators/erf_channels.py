"""Two erf units with biases, seen on a fine grid of a normal input: the example of Martinelli et al. 2025.

    python3 data/generators/erf_channels.py > data/erf-channels.csv

y = erf((5 x + 2.5) / sqrt 2) + erf((5 x - 2.5) / sqrt 2) at the quantiles (i + 1/2) / 501 of the normal
distribution. Two units without biases cannot fit it at finite weights; they merge on their way to infinity.
"""
import math
from statistics import NormalDist

ROWS = 501
for i in range(ROWS):
    x = NormalDist().inv_cdf((i + 0.5) / ROWS)
    y = math.erf((5 * x + 2.5) / math.sqrt(2)) + math.erf((5 * x - 2.5) / math.sqrt(2))
    print('%r,%r' % (x, y))
