"""Peer check: scipy (and scikit-learn) on the same network, loss, data and starts as a Minima Census study.

    python3 bench/peers/iris_scipy.py DATA.csv OUT.csv [options]

DATA.csv   no header, features, then the class in the last column (text or number)
OUT.csv    one row per restart: peer, restart, loss, gradient_inf, iterations, converged, start_loss, theta...

Options
    --starts FILE     starts, one restart a row in the order of theta (as for init.distribution = file);
                      without it --restarts normal starts of standard deviation --scale are drawn with --seed
    --write-starts F  write the starts that were used
    --hidden 3        widths, comma-separated        --loss cross-entropy | squared
    --l2 0.001        (mu/2)|theta|^2, biases too    --reduction mean | sum
    --peer scipy | sklearn | both

The objective is the one of the conf language: standardised features (population deviation), one-hot classes
in sorted order (two classes with --loss squared or logistic: one output, -1 and +1), hidden tanh layers with
biases, theta = W1 (unit, input), b1, W2, b2.

scipy: L-BFGS-B to the noise floor, then BFGS from there.
scikit-learn: MLPClassifier(solver='lbfgs', activation='tanh') minimises, for n rows and more than two classes,
    mean cross-entropy + (alpha / (2 n)) |W|^2, W the weights without the biases.
With alpha = n l2 this is our mean cross-entropy with decay on the weights alone; the biases' decay is the
difference, so its endpoints are evaluated in our objective and polished there by scipy before they are written.
It has no public way to set starts: theirs are its own (random_state = restart).
"""
import argparse
import pathlib
import sys
import warnings

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / 'job/src/test/python'))
from reference_net import Net  # noqa: E402


def read(path):
    rows = [line.strip().split(',') for line in open(path) if line.strip()]
    x = np.array([[float(v) for v in r[:-1]] for r in rows])
    label = [r[-1] for r in rows]
    try:
        names = sorted(set(label), key=float)
    except ValueError:
        names = sorted(set(label))
    return x, np.array([names.index(v) for v in label]), names


def standardise(x):
    deviation = x.std(axis=0)
    return (x - x.mean(axis=0)) / np.where(deviation > 0, deviation, 1.0)


def objective(x, classes, names, args):
    if args.loss == 'logistic' or (args.loss == 'squared' and len(names) == 2):
        y = np.where(classes == 1, 1.0, -1.0)
    else:
        y = np.eye(len(names))[classes]
    hidden = [int(v) for v in args.hidden.split(',')]
    return Net(x, y, hidden, 'tanh', loss=args.loss, l2=args.l2, reduction=args.reduction)


def descend(net, start):
    r = minimize(net.value_gradient, start, jac=True, method='L-BFGS-B',
                 options=dict(maxiter=20000, maxfun=60000, ftol=0, gtol=1e-11, maxcor=20))
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        s = minimize(net.value_gradient, r.x, jac=True, method='BFGS', options=dict(gtol=1e-12, maxiter=2000))
    best = s if s.fun <= r.fun else r
    return best.x, best.fun, np.abs(net.value_gradient(best.x)[1]).max(), r.nit + s.nit


def sklearn_endpoint(x, classes, args, restart):
    from sklearn.neural_network import MLPClassifier
    hidden = tuple(int(v) for v in args.hidden.split(','))
    n = len(x) if args.reduction == 'mean' else 1
    model = MLPClassifier(hidden, activation='tanh', solver='lbfgs', alpha=n * args.l2, max_iter=20000,
                          max_fun=60000, tol=1e-12, random_state=restart)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        model.fit(x, classes)
    parts = []
    for w, b in zip(model.coefs_, model.intercepts_):
        parts += [w.T.ravel(), b]
    return np.concatenate(parts), model.n_iter_


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument('data')
    p.add_argument('out')
    p.add_argument('--starts')
    p.add_argument('--write-starts')
    p.add_argument('--restarts', type=int, default=200)
    p.add_argument('--scale', type=float, default=1.0)
    p.add_argument('--seed', type=int, default=1)
    p.add_argument('--hidden', default='3')
    p.add_argument('--loss', default='cross-entropy', choices=['cross-entropy', 'squared', 'logistic'])
    p.add_argument('--l2', type=float, default=1e-3)
    p.add_argument('--reduction', default='mean', choices=['mean', 'sum'])
    p.add_argument('--peer', default='scipy', choices=['scipy', 'sklearn', 'both'])
    args = p.parse_args()
    x, classes, names = read(args.data)
    x = standardise(x)
    net = objective(x, classes, names, args)
    if args.starts:
        starts = np.loadtxt(args.starts, delimiter=',', ndmin=2)
        if starts.shape[1] != net.p:
            sys.exit('%s: expected %d parameters a row, found %d' % (args.starts, net.p, starts.shape[1]))
    else:
        starts = np.random.default_rng(args.seed).normal(size=(args.restarts, net.p)) * args.scale
    if args.write_starts:
        np.savetxt(args.write_starts, starts, delimiter=',', fmt='%.17g')
    if args.peer != 'scipy' and (args.loss != 'cross-entropy' or len(names) < 3):
        sys.exit('the scikit-learn peer needs --loss cross-entropy and three classes or more')
    losses = {}
    with open(args.out, 'w') as out:
        out.write('peer,restart,loss,gradient_inf,iterations,converged,start_loss,theta\n')
        for peer in ['scipy', 'sklearn'] if args.peer == 'both' else [args.peer]:
            for i, start in enumerate(starts):
                at, spent = (start, 0) if peer == 'scipy' else sklearn_endpoint(x, classes, args, i)
                begin = net.value_gradient(at)[0]
                theta, loss, g, nit = descend(net, at)
                converged = g <= 1e-7 * (1 + abs(loss))
                losses.setdefault(peer, []).append((loss, converged))
                out.write('%s,%d,%r,%.3g,%d,%s,%r,%s\n' % (peer, i, float(loss), g, nit + spent, str(converged).lower(),
                                                           float(begin), ' '.join(repr(float(v)) for v in theta)))
    for peer, found in losses.items():
        good = sorted(v for v, ok in found if ok)
        values = [v for i, v in enumerate(good) if i == 0 or v - good[i - 1] > 1e-9 * (1 + v)]
        print('%s: %d restarts, %d converged, %d distinct values, best %.15g' % (
            peer, len(found), len(good), len(values), good[0] if good else float('nan')))


if __name__ == '__main__':
    main()
