"""Loss, gradient and Hessian of random networks by torch's automatic differentiation, as reference values.

    python3 job/src/test/python/torch_reference.py [ACTIVATION...]     (in the root of the project; needs torch)

writes, of the activations named or of all, job/src/test/resources/reference/torch-ACTIVATION.csv: a first line `# tool: ...; command: ...`, then
blocks of lines `key,value,value,...`, one block per case from `case` to `end`:

    case         name
    activation   name                    loss      name (polynomial-hinge: its power follows)
    reduction    mean | sum              l2        weight decay on theta, biases included
    hidden       widths (one or more)    flags     bias, output-bias, direct (true | false)
    shape        rows, inputs, outputs   objective plain | output-neuron
    lambda       of the added neurons (0 for plain)
    x            rows x inputs, row by row
    y            rows x outputs, row by row; binary: -1 or 1; multiclass: one-hot
    theta        W1 (unit, input), b1, W2, b2, ... ; direct: the inputs are the last columns of the output layer
    raw          added neurons as in the papers, per output a, w_1..w_d, b (absent for plain)
    value        the objective
    gradient     by theta, then by the added neurons in the raw form (a, w, b)
    chart        the same added neurons as A, w_1..w_d, b with A = a e^b: output k gains A_k e^(w_k.x), the
                 regulariser is (lambda/2) A_k^2 e^(-2 b_k) (absent for plain)
    chart-gradient  by theta, then by the chart's coordinates (plain: the gradient again)
    hessian      in the chart's coordinates, lower triangle row by row

Numbers are the shortest that read back to the same double. Losses: squared 1/2 |f - y|^2, logistic
log(1 + e^(-y f)), cross-entropy, polynomial-hinge max(0, 1 - y f)^power.
"""
import math
import pathlib
import sys

try:  # older sympy releases lack a name that torch imports
    import sympy.core.numbers as _numbers
    if not hasattr(_numbers, 'equal_valued'):
        _numbers.equal_valued = lambda a, b: bool(a == b)
except ImportError:
    pass
import numpy as np
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
F = torch.nn.functional
ACTIVATIONS = {
    'identity': lambda z: z * 1.0, 'tanh': torch.tanh, 'sigmoid': torch.sigmoid,
    'softplus': lambda z: torch.logaddexp(z, torch.zeros_like(z)),
    'elu': lambda z: torch.where(z > 0, z, torch.expm1(torch.clamp(z, max=0.0))),
    'swish': lambda z: z * torch.sigmoid(z), 'gelu': lambda z: 0.5 * z * torch.erfc(-z / math.sqrt(2)),
    'erf': torch.erf, 'sin': torch.sin, 'quadratic': lambda z: z * z, 'relu': torch.relu,
    'leaky-relu': lambda z: torch.where(z > 0, z, 0.1 * z),
}
LOSSES = {
    'squared': lambda s, y: 0.5 * ((s - y) ** 2).sum(),
    'logistic': lambda s, y: torch.logaddexp(-y * s, torch.zeros_like(s)).sum(),
    'cross-entropy': lambda s, y: -(y * F.log_softmax(s, dim=1)).sum(),
    'polynomial-hinge': lambda s, y: (torch.clamp(1 - y * s, min=0.0) ** 3).sum(),
}
# name, loss, hidden, (bias, output-bias, direct), inputs, outputs, rows, objective, lambda, reduction, l2, scale of theta
SHAPES = [
    ('shallow', 'squared', [3], (True, True, False), 2, 2, 7, 'plain', 0.0, 'mean', 0.0, 0.9),
    ('two-layers-decay', 'logistic', [3, 2], (True, True, False), 3, 1, 9, 'plain', 0.0, 'sum', 0.1, 0.8),
    ('classes-augmented', 'cross-entropy', [2], (True, True, False), 2, 3, 8, 'output-neuron', 0.02, 'mean', 0.0, 0.9),
    ('no-biases-augmented', 'polynomial-hinge', [2, 2], (False, False, False), 2, 1, 17, 'output-neuron', 0.3, 'sum',
     0.05, 0.9),
    ('three-layers-augmented', 'squared', [2, 2, 2], (True, False, False), 2, 1, 5, 'output-neuron', 0.01, 'mean', 0.0, 0.8),
    ('single-row', 'squared', [2], (False, True, False), 1, 1, 1, 'output-neuron', 0.5, 'sum', 0.0, 1.0),
]
DIRECT = ('direct', 'polynomial-hinge', [3], (True, True, True), 2, 1, 6, 'plain', 0.0, 'mean', 0.01, 0.8)
TAILS = ('tails', 'squared', [3], (True, True, False), 2, 1, 6, 'plain', 0.0, 'sum', 0.0, 4.0)


def outputs(theta, x, case, act):
    _, _, hidden, (bias, output_bias, direct), d, k = case[:6]
    h, at = x, 0
    for i, n in enumerate([*hidden, k]):
        last = i == len(hidden)
        if last and direct:
            h = torch.cat([h, x], dim=1)
        m = h.shape[1]
        z = h @ theta[at:at + n * m].reshape(n, m).T
        at += n * m
        if output_bias if last else bias:
            z = z + theta[at:at + n]
            at += n
        h = z if last else act(z)
    return h


def dimension(case):
    _, _, hidden, (bias, output_bias, direct), d, k = case[:6]
    dims = [d, *hidden]
    p = sum(n * (m + bias) for m, n in zip(dims, dims[1:]))
    return p + k * (dims[-1] + d * direct + output_bias)


def objective(case, act, x, y, chart):
    _, loss, _, _, d, k, rows, name, lam, reduction, l2, _ = case
    p = dimension(case)

    def value(point):
        theta = point[:p]
        s, extra = outputs(theta, x, case, act), 0.0
        if name == 'output-neuron':
            q = point[p:].reshape(k, d + 2)
            a, w, b = q[:, 0], q[:, 1:1 + d], q[:, 1 + d]
            s = s + a * torch.exp(x @ w.T + (0.0 if chart else b))
            extra = lam / 2 * ((a * torch.exp(-b)) ** 2 if chart else a ** 2).sum()
        data = LOSSES[loss](s, y)
        return (data / rows if reduction == 'mean' else data) + l2 / 2 * (theta ** 2).sum() + extra
    return value


def targets(loss, rows, k, rng):
    if loss == 'squared':
        return rng.normal(size=(rows, k))
    if loss == 'cross-entropy':
        return np.eye(k)[rng.permutation(np.arange(rows) % k)]
    return np.where(rng.permutation(np.arange(rows)) % 2 == 0, -1.0, 1.0)[:, None]


def line(key, values):
    return key + ',' + ','.join(v if isinstance(v, str) else repr(float(v)) for v in values) + '\n'


def block(name, case, seed):
    rng = np.random.default_rng(seed)
    _, loss, hidden, flags, d, k, rows, kind, lam, reduction, l2, scale = case
    act = ACTIVATIONS[name]
    x = np.round(rng.normal(size=(rows, d)) * 1.2, 6)
    y = np.round(targets(loss, rows, k, rng), 6)
    theta = np.round(rng.normal(size=dimension(case)) * scale, 6)
    raw = np.round(rng.normal(size=(k, d + 2)) * 0.6, 6) if kind == 'output-neuron' else np.zeros((0, d + 2))
    chart = raw.copy()
    chart[:, 0] *= np.exp(raw[:, -1])
    tx, ty = torch.as_tensor(x), torch.as_tensor(y)
    plain = objective(case, act, tx, ty, False)
    charted = objective(case, act, tx, ty, True)
    at_raw = torch.as_tensor(np.concatenate([theta, raw.ravel()]))
    at_chart = torch.as_tensor(np.concatenate([theta, chart.ravel()]))
    value = plain(at_raw).item()
    assert abs(value - charted(at_chart).item()) <= 1e-14 * (1 + abs(value))
    h = torch.func.hessian(charted)(at_chart).numpy()
    h = (h + h.T) / 2
    text = line('case', ['%s-%s' % (name, case[0])]) + line('activation', [name])
    text += line('loss', [loss, '3'] if loss == 'polynomial-hinge' else [loss]) + line('reduction', [reduction])
    text += line('l2', [l2]) + line('hidden', [str(v) for v in hidden])
    text += line('flags', [str(v).lower() for v in flags]) + line('shape', [str(rows), str(d), str(k)])
    text += line('objective', [kind]) + line('lambda', [lam])
    text += line('x', x.ravel()) + line('y', y.ravel()) + line('theta', theta)
    text += line('raw', raw.ravel()) if raw.size else ''
    text += line('value', [value]) + line('gradient', torch.func.grad(plain)(at_raw).numpy())
    text += line('chart', chart.ravel()) if raw.size else ''
    text += line('chart-gradient', torch.func.grad(charted)(at_chart).numpy())
    return text + line('hessian', h[np.tril_indices(len(h))]) + 'end\n'


def main():
    folder = pathlib.Path('job/src/test/resources/reference')
    folder.mkdir(parents=True, exist_ok=True)
    head = '# tool: torch %s, python %s; command: python3 job/src/test/python/torch_reference.py\n'
    chosen = sys.argv[1:] or list(ACTIVATIONS)
    if unknown := [name for name in chosen if name not in ACTIVATIONS]:
        sys.exit('expected activations of %s, found %s' % (list(ACTIVATIONS), unknown))
    for i, name in enumerate(ACTIVATIONS):  # a place in the list is a seed: new ones come last
        if name not in chosen:
            continue
        cases = SHAPES + ([DIRECT] if name in ('tanh', 'softplus') else [])
        cases += [TAILS] if name in ('tanh', 'sigmoid', 'softplus', 'swish', 'gelu', 'erf', 'elu') else []
        text = head % (torch.__version__, sys.version.split()[0])
        text += ''.join(block(name, c, 1000 * i + j) for j, c in enumerate(cases))
        (folder / ('torch-%s.csv' % name)).write_text(text)
        print(name, len(cases), len(text), flush=True)


if __name__ == '__main__':
    main()
