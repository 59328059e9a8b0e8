"""Finds minima of conf/quickstart.conf and conf/many-minima.conf anew with scipy and polishes them in 30 digits.

    python3 job/src/test/python/study_sets.py quickstart|many-minima [RESTARTS]

Run in the root of the project; needs numpy, scipy and mpmath. Writes reference/NAME.csv in the format of the
known answers: the finite minima that these restarts found (not all that exist) with their exact Hessian's
smallest eigenvalue, and prints what the other restarts ended on.
"""
import pathlib
import sys

import mpmath as mp
import numpy as np
import scipy
from scipy.optimize import minimize

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from reference_net import Net  # noqa: E402
from study_cases import STUDIES  # noqa: E402

mp.mp.dps = 30


def hidden_preactivations(net, theta):
    (w, b), *_ = net._layers(theta)
    return net.x.dot(w.T) + (0 if b is None else b)


def endpoint(net, start):
    x = start
    for method, options in (('L-BFGS-B', dict(maxiter=5000, maxfun=20000, ftol=0, gtol=1e-10, maxcor=12)),
                            ('BFGS', dict(gtol=1e-12, maxiter=3000))):
        r = minimize(net.value_gradient, x, jac=True, method=method, options=options)
        x = r.x
    return x, r.fun


def canonical(theta, inputs, width, odd):
    w, b, v = theta[:inputs * width], theta[inputs * width:][:width], theta[(inputs + 1) * width:][:width]
    units = []
    for j in range(width):
        u = [*w[j * inputs:(j + 1) * inputs], b[j], v[j]]
        if odd and next(c for c in u if abs(c) > 1e-9) < 0:
            u = [-c for c in u]
        units.append(u)
    units.sort(key=lambda u: [float(c) for c in u])
    return [c for u in units for c in u[:inputs]] + [u[-2] for u in units] + [u[-1] for u in units] + [theta[-1]]


def run(name, restarts):
    study = STUDIES[name]
    rows = np.loadtxt(study['data'], delimiter=',')
    net = Net(rows[:, :-1], rows[:, -1], **study['network'])
    rng, found, counts = np.random.default_rng(1), [], dict(zero=0, finite=0, other=0)
    width, inputs = study['network']['hidden'][0], net.dims[0]
    odd = study['network']['activation'] in ('tanh', 'erf', 'sin')
    for _ in range(restarts):
        theta, loss = endpoint(net, rng.normal(size=net.p))
        if loss < 1e-12:
            counts['zero'] += 1
            continue
        known = next((m for m in found if abs(m[0] - loss) < 1e-7 * (1 + loss)), None)
        if known is None and np.abs(hidden_preactivations(net, theta)).max() < 15 and np.abs(theta).max() < 60:
            try:
                t, value, _, eig = net.polish(theta)
            except (ArithmeticError, ValueError):
                t = None
            z = t and max(abs(c) for c in hidden_preactivations(net, np.array([float(c) for c in t])).ravel())
            if t and min(eig) > mp.mpf(10) ** -10 * max(eig) and z < 15 and abs(value - loss) < 1e-6 * (1 + loss):
                known = [float(value), canonical(t, inputs, width, odd), value, min(eig), max(eig), z, 0]
                found.append(known)
        if known:
            known[-1] += 1
        counts['finite' if known else 'other'] += 1
    return sorted(found, key=lambda m: m[0]), counts


def write(name, restarts, found, counts):
    path = pathlib.Path('job/src/test/resources/reference') / (name + '.csv')
    with open(path, 'w') as out:
        out.write('# tool: python %s, mpmath %s, numpy %s, scipy %s; command: python3 job/src/test/python/study_sets.py %s %d\n' % (
            sys.version.split()[0], mp.__version__, np.__version__, scipy.__version__, name, restarts))
        out.write('# minima: plain=%d; complete: no\n' % len(found))
        out.write('objective,class,loss,zero_modes,smallest_positive_eigenvalue,theta\n')
        for _, theta, value, least, *_ in found:
            out.write('plain,strict-minimum,%s,0,%s,%s\n' % (mp.nstr(value, 20), mp.nstr(least, 6),
                                                           ' '.join(mp.nstr(c, 18) for c in theta)))
    print('%s: %d restarts, ended at %s; %d distinct finite minima' % (name, restarts, counts, len(found)))
    for m in found:
        print('  loss %.12g hits %d eigenvalues %.3g .. %.3g largest |theta| %.3g, pre-activation %.3g' % (
            m[0], m[-1], m[3], m[4], max(abs(c) for c in m[1]), m[5]))


if __name__ == '__main__':
    if len(sys.argv) < 2 or sys.argv[1] not in STUDIES:
        sys.exit(__doc__)
    n = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    write(sys.argv[1], n, *run(sys.argv[1], n))
