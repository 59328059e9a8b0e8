"""Neuron splitting after Fukumizu and Amari (2000): which points of the split line are minima.

    python3 job/src/test/python/split_units.py > job/src/test/resources/reference/split-units.csv

A minimum (v, w) of one tanh unit without bias becomes two units (gamma v, w), ((1 - gamma) v, w) of the same
loss. With M = sum_i (f_i - y_i) x_i^2 tanh''(w x_i) the point is a minimum for v M gamma (1 - gamma) > 0, along
a line of equal loss, and a saddle for < 0. The sign rule is checked against the exact Hessian in 40 digits.
Run in the root of the project; needs numpy, scipy and mpmath.
"""
import pathlib
import sys

import mpmath as mp

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from known_answers import single_tanh  # noqa: E402
from known_cases import S1, S2, S3, single  # noqa: E402
from reference_net import Net  # noqa: E402

GAMMAS = ('0.5', '0.2', '1.7', '-0.6')
mp.mp.dps = 40


def main():
    print('# tool: python %s, mpmath %s; command: python3 job/src/test/python/split_units.py' % (sys.version.split()[0], mp.__version__))
    print('data,gamma,class,loss,zero_modes,negative_modes,smallest_eigenvalue,theta')
    for name, (x, y) in (('S1', S1), ('S2', S2), ('S3', S3)):
        for w, v in single_tanh(single(name, x, y, 0)):
            m = sum((v * mp.tanh(w * a) - b) * mp.mpf(a) ** 2 * -2 * mp.tanh(w * a) * mp.sech(w * a) ** 2 for a, b in zip(x, y))
            for gamma in map(mp.mpf, GAMMAS):
                net = Net([[a] for a in x], y, [2], bias=False, output_bias=False)
                theta = [w, w, gamma * v, (1 - gamma) * v]
                loss, g = net.value_gradient(theta, True)
                eig = sorted(mp.eigsy(net.hessian(theta), eigvals_only=True))
                assert max(abs(e) for e in g) < mp.mpf(10) ** -30, g
                zero = [e for e in eig if abs(e) < mp.mpf(10) ** -14 * max(map(abs, eig))]
                negative = [e for e in eig if e < 0 and e not in zero]
                assert len(zero) == 1 and (not negative) == (v * m * gamma * (1 - gamma) > 0)
                print(','.join([name, mp.nstr(gamma, 2), 'saddle' if negative else 'degenerate-minimum', mp.nstr(loss, 22), '1',
                                str(len(negative)), mp.nstr(min(e for e in eig if e not in zero), 6), ' '.join(mp.nstr(t, 20) for t in theta)]))


if __name__ == '__main__':
    main()
