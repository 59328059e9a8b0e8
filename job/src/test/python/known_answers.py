"""Finds and checks the minima of the studies in known_cases.py and writes their files.

    python3 job/src/test/python/known_answers.py write      data/known, conf/known, reference/known
    python3 job/src/test/python/known_answers.py check      the committed references against a new solution
    python3 job/src/test/python/known_answers.py simulate   how often each minimum is hit by the conf's starts

Run in the root of the project; needs numpy, scipy and mpmath. Every minimum is found by an exhaustive or
semi-exhaustive search that knows nothing of the Java code, polished by Newton in 30 digits and classified by
its exact Hessian.
"""
import itertools
import pathlib
import platform
import sys

import mpmath as mp
import numpy as np
import scipy
from scipy.optimize import minimize

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from known_cases import CASES  # noqa: E402
from reference_net import Net  # noqa: E402

REFERENCE = pathlib.Path('job/src/test/resources/reference/known')
COMMAND = 'python3 job/src/test/python/known_answers.py write'
mp.mp.dps = 40


def net_of(case):
    a = np.array(case.rows, float)
    options = {k: v for k, v in case.network.items() if k != 'kind'}
    return Net(a[:, :-case.targets], a[:, -case.targets:], loss=case.loss, l2=case.l2, **options)


def sign_change_roots(derivative, grid):
    """Roots at which the derivative turns from negative to positive: minima of a function of one variable."""
    signs = [mp.sign(derivative(w)) for w in grid]
    out = []
    for lo, hi, a, b in zip(grid, grid[1:], signs, signs[1:]):
        if a < 0 < b:
            out.append(mp.findroot(derivative, (lo, hi), solver='anderson', tol=1e-60))
    return out


def log_grid(low, high, n):
    return [mp.mpf(10) ** (low + (high - low) * mp.mpf(i) / (n - 1)) for i in range(n)]


def auer(case):
    """The loss is a sum over the axes; on w_k <= 0 every term falls, on w_k > 0 the slope is scanned."""
    scales, levels = case.facts
    roots = []
    for level in levels:
        def slope(w, level=mp.mpf(level)):
            total = mp.mpf(0)
            for s in scales:
                f = 1 / (1 + mp.exp(-s * w))
                total += (f - level) * f * (1 - f) * s
            return total
        assert level > 0.5
        roots.append(sign_change_roots(slope, log_grid(-7, 2, 4001)))
    return list(itertools.product(*roots))


def single_tanh(case):
    """The outer weight is eliminated exactly; the slope of what remains is scanned in w > 0."""
    x, y = [mp.mpf(r[0]) for r in case.rows], [mp.mpf(r[1]) for r in case.rows]

    def parts(w):
        t = [mp.tanh(w * a) for a in x]
        return t, mp.fdot(t, y), mp.fdot(t, t)

    def slope(w):
        t, ty, tt = parts(w)
        v = ty / tt
        return v * sum((v * a - b) * (1 - a * a) * c for a, b, c in zip(t, y, x))
    out = []
    for w in sign_change_roots(slope, log_grid(-5, 5, 2501)):
        _, ty, tt = parts(w)
        out.append((w, ty / tt))
    return out


def two_tanh(case):
    """v is eliminated exactly (ridge), |w| <= |y|/sqrt(mu) at any minimum; local minima of a dense grid in (w1, w2)."""
    x, y = np.array(case.rows).T
    top = np.linalg.norm(y) / np.sqrt(case.l2)
    g = np.concatenate([[0.0], np.geomspace(1e-4, 1.05 * top, 700)])
    t = np.tanh(np.outer(g, x))
    q, r, yy = t @ t.T, t @ y, y @ y
    a, b = np.diag(q)[:, None] + case.l2, np.diag(q)[None, :] + case.l2
    det = a * b - q * q
    fit = (b * r[:, None] ** 2 - 2 * q * r[:, None] * r[None, :] + a * r[None, :] ** 2) / det
    f = (yy - fit) / 2 + case.l2 / 2 * (g[:, None] ** 2 + g[None, :] ** 2)
    big = np.full((len(g) + 2, len(g) + 2), np.inf)
    big[1:-1, 1:-1] = f
    big[0, 1:-1], big[1:-1, 0] = f[1], f[:, 1]  # the function is even in w1 and in w2
    low = np.ones_like(f, bool)
    for i, j in itertools.product((-1, 0, 1), repeat=2):
        if i or j:
            low &= f <= big[1 + i:len(g) + 1 + i, 1 + j:len(g) + 1 + j]
    net, found = net_of(case), []
    starts = [(g[i], g[j]) for i, j in zip(*np.nonzero(low)) if i <= j]
    for w1, w2 in starts:
        t1, t2 = np.tanh(w1 * x), np.tanh(w2 * x)
        v = np.linalg.solve(np.array([[t1 @ t1, t1 @ t2], [t1 @ t2, t2 @ t2]]) + case.l2 * np.eye(2), [t1 @ y, t2 @ y])
        found.append(minimize(net.value_gradient, [w1, w2, *v], jac=True, method='BFGS', options=dict(gtol=1e-11)).x)
    return found


def convex(case):
    net = net_of(case)
    return [minimize(net.value_gradient, np.zeros(net.p), jac=True, method='BFGS', options=dict(gtol=1e-11)).x]


def deep_linear(case):
    """Eckart and Young in the metric of the inputs: the best map of rank one, factorised evenly."""
    a = np.array(case.rows)
    x, y = a[:, :-2], a[:, -2:]
    ols = np.linalg.lstsq(x, y, rcond=None)[0]
    u, s, vt = np.linalg.svd(x @ ols, full_matrices=False)
    m = np.linalg.lstsq(x, np.outer(u[:, 0] * s[0], vt[0]), rcond=None)[0].T  # 2 x 2 of rank one
    left, size, right = np.linalg.svd(m)
    c = size[0] ** (1 / 3)
    w1 = np.zeros((3, 2))
    w1[0] = c * right[0]
    return [np.concatenate([w1.ravel(), [c, 0, 0], c * left[:, 0]])]


def failure(case):
    return [[0.0]]


def ding(case):
    w, b = case.facts
    single = dict(case.network, hidden=[1])
    a = np.array(case.rows)
    one = Net(a[:, :1], a[:, 1], **single)
    w, b, v = one.polish([w, b, 1.0])[0]
    return [(w, w, b, b, v / 2, v / 2)]


def ding_deep(case):
    return [case.facts]


def yun(case):
    v1, v2, u1 = (mp.mpf(v) for v in case.facts)
    h = net_of(case).act[2]
    u2 = (mp.mpf(1) / 3 - u1 * h(v1)) / h(v2)
    return [(v1, v1, v2, v2, u1, u2)]


def relu(case):
    return case.facts


def minima(case):
    """Rows of the reference: objective, class, loss, zero modes, smallest positive eigenvalue, theta."""
    net, rows = net_of(case), []
    for theta in globals()[case.solver](case):
        t, loss, size, eig = net.polish([float(v) for v in theta])
        top = max(abs(e) for e in eig)
        zero = sum(1 for e in eig if abs(e) <= mp.mpf(10) ** -14 * max(top, mp.mpf(1)))
        assert all(e > 0 or abs(e) <= mp.mpf(10) ** -14 * max(top, mp.mpf(1)) for e in eig), (case.name, eig)
        least = min([e for e in eig if abs(e) > mp.mpf(10) ** -14 * max(top, mp.mpf(1))], default=mp.mpf(0))
        if case.solver in ('single_tanh', 'two_tanh'):
            t = canonical(t)
        rows.append(['plain', 'degenerate-minimum' if zero else 'strict-minimum', loss, zero, least, t])
    rows.sort(key=lambda r: (r[2], [float(v) for v in r[5]]))
    distinct = []
    for r in rows:
        if not any(max(abs(a - b) for a, b in zip(r[5], q[5])) < 1e-9 for q in distinct):
            distinct.append(r)
    return distinct


def canonical(t):
    """Hidden units without bias and odd activation: w >= 0, sorted by (w, v)."""
    h = len(t) // 2
    units = sorted((-w, -v) if w < 0 else (w, v) for w, v in zip(t[:h], t[h:]))
    return [u[0] for u in units] + [u[1] for u in units]


def starts_of(case, rng):
    """Starts as in the conf; near a known class for the constructions (written to a file)."""
    r, net = case.restarts, net_of(case)
    if not r:
        rows = []
        for base in globals()[case.solver](case):
            for k in range(12):
                t = np.array([float(v) for v in base])
                if case.solver == 'ding':
                    share = 0.3 + 0.4 * k / 11
                    t[4:] = share, 1 - share
                if case.solver == 'ding_deep':
                    share = 0.3 + 0.4 * k / 11
                    t[-3:-1] = share, 1 - share
                rows.append([float(v) for v in np.round(t + (rng.normal(size=net.p) * 1e-4 if k else 0), 12)])
        rows += [[float(v) for v in np.round(rng.normal(size=net.p), 6)] for _ in range(28 if case.solver.startswith('ding') else 0)]
        r = case.restarts = dict(count=len(rows), distribution='file', rows=rows)
    if r['distribution'] == 'file':
        return np.array(r['rows'])
    n = r['count']
    if r['distribution'] == 'normal':
        return rng.normal(size=(n, net.p)) * r['scale']
    size = np.exp(rng.uniform(np.log(r['low']), np.log(r['high']), size=(n, net.p)))
    return size * rng.choice([-1, 1], size=size.shape)


def simulate(case, rows):
    """Hits of each reference minimum (by loss and, where strict, parameters) over the conf's starts."""
    rng, net, hits = np.random.default_rng(1), net_of(case), [0] * len(rows)
    for start in starts_of(case, rng):
        r = minimize(net.value_gradient, start, jac=True, method='L-BFGS-B',
                     options=dict(maxiter=5000, maxfun=20000, ftol=1e-16, gtol=1e-10, maxcor=12))
        r = minimize(net.value_gradient, r.x, jac=True, method='BFGS', options=dict(gtol=1e-12))
        t = canonical(r.x) if case.solver in ('single_tanh', 'two_tanh') else r.x
        for i, m in enumerate(rows):
            near = all(abs(a - float(b)) < 1e-5 * (1 + abs(a)) for a, b in zip(t, m[5]))
            if abs(r.fun - float(m[2])) < 1e-9 * (1 + abs(r.fun)) and (near or m[3] > 0):
                hits[i] += 1
                break
    return hits


if __name__ == '__main__':
    import known_files
    action = sys.argv[1] if len(sys.argv) > 1 else ''
    chosen = [c for c in CASES if len(sys.argv) < 3 or c.name in sys.argv[2:]]
    tool = 'python %s, mpmath %s, numpy %s, scipy %s' % (platform.python_version(), mp.__version__, np.__version__, scipy.__version__)
    if action == 'write':
        known_files.write(chosen, minima, starts_of, REFERENCE, tool, COMMAND, len(chosen) == len(CASES))
    elif action == 'check':
        sys.exit(known_files.check(chosen, minima, REFERENCE))
    elif action == 'simulate':
        lines = ['# tool: %s; command: %s' % (tool, COMMAND.replace('write', 'simulate')), 'study,restarts,hits']
        for c in chosen:
            rows = minima(c)
            if c.solver != 'failure':
                hits = simulate(c, rows)
                lines.append('%s,%d,%s' % (c.name, c.restarts['count'], ' '.join(map(str, hits))))
                print(lines[-1], flush=True)
        if len(chosen) == len(CASES):
            (REFERENCE.parent / 'known-simulated-hits.csv').write_text('\n'.join(lines) + '\n')
    else:
        sys.exit(__doc__)
