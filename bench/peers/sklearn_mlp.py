#!/usr/bin/env python3
"""scikit-learn's MLPRegressor(solver='lbfgs'), one fit a restart, in as many processes as there are processors.

    python3 bench/peers/sklearn_mlp.py DATA.csv STARTS.csv --hidden 8 --l2 1e-3 --restarts 32

Its objective is 1/(2n) |f - y|^2 + alpha/(2n) |W|^2, W the weights without the biases: alpha = n l2 makes it ours but
for the decay of the biases. Its starts are its own (random_state is the number of the restart; STARTS.csv is not used),
its stopping rule is scipy's default one on the fall of the loss: it reports iterations, and gradients nowhere.
--check   instead: the loss it reports against this formula at its endpoint
"""
import sys
import warnings

import network


def fit(x, y, hidden, l2, tolerance, restart):
    from sklearn.neural_network import MLPRegressor
    model = MLPRegressor(hidden_layer_sizes=(hidden,), activation='tanh', solver='lbfgs', alpha=l2 * len(x), tol=tolerance,
                         max_iter=20000, max_fun=20000, random_state=restart)
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        return model.fit(x, y.ravel())


def descend(work):
    problem, restarts = work
    models = [fit(*problem, int(restart)) for restart in restarts]
    return [(float(m.loss_), int(m.n_iter_), None) for m in models]


def check(np):
    draw = np.random.default_rng(1)
    x, y = draw.standard_normal((40, 3)), draw.standard_normal((40, 1))
    model = fit(x, y, 4, 1e-2, 1e-8, 1)
    loss = 0.5 * np.mean((model.predict(x) - y.ravel()) ** 2) + 0.5e-2 * sum((w * w).sum() for w in model.coefs_)
    network.close('loss', model.loss_, loss, 1e-9)


def main():
    parser = network.study_arguments(__doc__)
    parser.add_argument('--check', action='store_true')
    args = parser.parse_args()
    network.threads(1)
    np, _ = network.need('numpy', 'sklearn.neural_network')
    if args.check:
        return check(np)
    x, y, _ = network.study(args)
    problem = (x, y, args.hidden, args.l2, args.tolerance)
    clock = network.Clock()
    pieces = [(problem, [restart]) for restart in range(args.restarts)]
    found = network.in_processes(descend, pieces, args.processes)
    network.study_report('sklearn', args, clock, found)


if __name__ == '__main__':
    sys.exit(main())
