#!/usr/bin/env python3
"""scipy's L-BFGS-B, one restart after another in as many processes as there are processors.

    python3 bench/peers/scipy_lbfgs.py DATA.csv STARTS.csv --hidden 8 --l2 1e-3 --restarts 64

A restart ends when max |g| <= --tolerance (ftol is 0), when the line search gives up or after 20,000 evaluations.
--check   instead: the gradient against differences
"""
import sys

import network

EVALUATIONS = 20000


class OneHiddenLayer:
    """Loss and gradient of one point of a tanh network, in memory that is used again: fewer, larger calls of numpy than
    NumpyNet, whose points are many."""

    def __init__(self, np, x, y, hidden, l2):
        self.np, self.n, self.h, self.l2 = np, len(x), hidden, l2
        self.x1 = np.hstack([x, np.ones((len(x), 1))])
        self.x1t, self.yt = np.ascontiguousarray(self.x1.T), np.ascontiguousarray(y.T)
        self.d, self.o = x.shape[1], y.shape[1]
        self.a, self.back = np.ones((hidden + 1, self.n)), np.empty((hidden, self.n))
        self.first = np.empty((hidden, self.d + 1))
        self.last = np.empty((self.o, hidden + 1))
        self.e, self.gf, self.gl = np.empty((self.o, self.n)), np.empty_like(self.first), np.empty_like(self.last)

    def __call__(self, theta):
        np, h, d, o = self.np, self.h, self.d, self.o
        i, j, k = h * d, h * (d + 1), h * (d + 1) + o * h
        self.first[:, :d], self.first[:, d] = theta[:i].reshape(h, d), theta[i:j]
        self.last[:, :h], self.last[:, h] = theta[j:k].reshape(o, h), theta[k:]
        units = self.a[:h]
        np.dot(self.first, self.x1t, out=units)
        np.tanh(units, out=units)
        e = np.dot(self.last, self.a, out=self.e)
        e -= self.yt
        loss = 0.5 / self.n * np.vdot(e, e) + 0.5 * self.l2 * np.dot(theta, theta)
        e *= 1 / self.n
        np.dot(e, self.a.T, out=self.gl)
        np.dot(self.last[:, :h].T, e, out=self.back)
        units *= units
        np.subtract(1, units, out=units)
        self.back *= units
        np.dot(self.back, self.x1, out=self.gf)
        gradient = np.concatenate([self.gf[:, :d].ravel(), self.gf[:, d], self.gl[:, :h].ravel(), self.gl[:, h]])
        gradient += self.l2 * theta
        return loss, gradient


def descend(work):
    from scipy.optimize import minimize
    (x, y, hidden, l2, tolerance), starts = work
    np, = network.need('numpy')
    net, found = OneHiddenLayer(np, x, y, hidden, l2), []
    for start in starts:
        r = minimize(net, start, jac=True, method='L-BFGS-B', options=dict(
            maxcor=10, ftol=0, gtol=tolerance, maxiter=EVALUATIONS, maxfun=EVALUATIONS, maxls=30))
        found.append((float(r.fun), int(r.nfev), float(np.abs(r.jac).max())))
    return found


def check(np):
    draw = np.random.default_rng(1)
    x, y = draw.standard_normal((37, 3)), draw.standard_normal((37, 2))
    net, theta = OneHiddenLayer(np, x, y, 5, 1e-3), draw.standard_normal(5 * 4 + 2 * 6)
    step = 1e-6 * np.eye(len(theta))
    differences = [(net(theta + s)[0] - net(theta - s)[0]) / 2e-6 for s in step]
    network.close('gradient', net(theta)[1], np.array(differences), 1e-8)


def main():
    parser = network.study_arguments(__doc__)
    parser.add_argument('--check', action='store_true')
    args = parser.parse_args()
    network.threads(1)
    np, _ = network.need('numpy', 'scipy.optimize')
    if args.check:
        return check(np)
    x, y, starts = network.study(args)
    problem = (x, y, args.hidden, args.l2, args.tolerance)
    clock = network.Clock()
    # One start a piece: the longest restarts must not stand behind others.
    found = network.in_processes(descend, [(problem, starts[i:i + 1]) for i in range(len(starts))], args.processes)
    network.study_report('scipy', args, clock, found)


if __name__ == '__main__':
    sys.exit(main())
