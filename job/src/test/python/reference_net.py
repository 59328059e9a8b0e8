"""The networks and losses of Minima Census a second time, written independently of the Java code.

One class, two number systems: numpy doubles (fast; used to simulate restarts) and mpmath (any precision;
used for reference values). Parameters stand in theta as in docs/configuration.md: W1 (row-major: unit,
input), b1, W2, b2, ... without the biases that are switched off.
Needs numpy, scipy and mpmath.
"""
import math

import mpmath as mp
import numpy as np
from scipy.special import erf as np_erf, expit

LEAK = 0.1


def _mp_sigmoid(z):
    return 1 / (1 + mp.exp(-z))


def _np_softplus(z):
    return np.logaddexp(0.0, z)


_NP_PHI = lambda z: 0.5 * (1 + np_erf(z / math.sqrt(2)))
_NP_DENSITY = lambda z: np.exp(-z * z / 2) / math.sqrt(2 * math.pi)
_MP_PHI = lambda z: mp.erfc(-z / mp.sqrt(2)) / 2
_MP_DENSITY = lambda z: mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)

# name -> (value, first derivative) in numpy, the same in mpmath
ACTIVATIONS = {
    'identity': (lambda z: z, lambda z: 1 + 0 * z, lambda z: z, lambda z: mp.mpf(1)),
    'tanh': (np.tanh, lambda z: 1 - np.tanh(z) ** 2, mp.tanh, lambda z: mp.sech(z) ** 2),
    'sigmoid': (expit, lambda z: expit(z) * expit(-z),
                _mp_sigmoid, lambda z: _mp_sigmoid(z) * _mp_sigmoid(-z)),
    'softplus': (_np_softplus, expit, lambda z: mp.log1p(mp.exp(z)), _mp_sigmoid),
    'elu': (lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))), lambda z: np.exp(np.minimum(z, 0)),
            lambda z: z if z > 0 else mp.expm1(z), lambda z: mp.mpf(1) if z > 0 else mp.exp(z)),
    'swish': (lambda z: z * expit(z), lambda z: expit(z) * (1 + z * expit(-z)),
              lambda z: z * _mp_sigmoid(z), lambda z: _mp_sigmoid(z) * (1 + z * _mp_sigmoid(-z))),
    'gelu': (lambda z: z * _NP_PHI(z), lambda z: _NP_PHI(z) + z * _NP_DENSITY(z),
             lambda z: z * _MP_PHI(z), lambda z: _MP_PHI(z) + z * _MP_DENSITY(z)),
    'erf': (np_erf, lambda z: 2 / math.sqrt(math.pi) * np.exp(-z * z),
            mp.erf, lambda z: 2 / mp.sqrt(mp.pi) * mp.exp(-z * z)),
    'sin': (np.sin, np.cos, mp.sin, mp.cos),
    'quadratic': (lambda z: z * z, lambda z: 2 * z, lambda z: z * z, lambda z: 2 * z),
    'relu': (lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0,
             lambda z: max(z, mp.mpf(0)), lambda z: mp.mpf(1 if z > 0 else 0)),
    'leaky-relu': (lambda z: np.where(z > 0, z, LEAK * z), lambda z: np.where(z > 0, 1.0, LEAK),
                   lambda z: z if z > 0 else mp.mpf(LEAK) * z, lambda z: mp.mpf(1 if z > 0 else LEAK)),
}


class Net:
    """A training objective: reduce_i loss(f(x_i), y_i) + (l2/2)|theta|^2."""

    def __init__(self, x, y, hidden, activation='tanh', bias=True, output_bias=None, output='identity',
                 loss='squared', power=3, reduction='sum', l2=0.0):
        self.x, self.y = np.atleast_2d(np.asarray(x, float)), np.asarray(y, float)
        if self.y.ndim == 1:
            self.y = self.y[:, None]
        self.dims = [self.x.shape[1], *hidden, self.y.shape[1]]
        self.act, self.out = ACTIVATIONS[activation], ACTIVATIONS[output]
        layers = len(self.dims) - 1
        self.biased = [bias] * (layers - 1) + [bias if output_bias is None else output_bias]
        self.loss, self.power, self.l2 = loss, power, l2
        self.scale = 1 if reduction == 'sum' else len(self.x)
        self.p = sum(self.dims[i + 1] * (self.dims[i] + self.biased[i]) for i in range(layers))

    def _layers(self, theta):
        at, out = 0, []
        for i, biased in enumerate(self.biased):
            n, m = self.dims[i + 1], self.dims[i]
            w = np.asarray(theta[at:at + n * m]).reshape(n, m)
            at += n * m
            b = None
            if biased:
                b = np.asarray(theta[at:at + n])
                at += n
            out.append((w, b))
        return out

    def _loss(self, s, y, exact):
        """Value and gradient by the outputs of one row (mpmath) or of all rows (numpy)."""
        if self.loss == 'squared':
            return ((s - y) ** 2).sum() / 2, s - y
        if self.loss == 'logistic':
            log1p = np.frompyfunc(lambda z: mp.log1p(mp.exp(-z)), 1, 1) if exact else (lambda z: np.logaddexp(0, -z))
            sig = np.frompyfunc(_mp_sigmoid, 1, 1) if exact else expit
            return log1p(y * s).sum(), -y * sig(-y * s)
        if self.loss == 'polynomial-hinge':
            r = 1 - y * s
            r = r * (r > 0)
            return (r ** self.power).sum(), -y * self.power * r ** (self.power - 1)
        if self.loss == 'cross-entropy':
            s = s - s.max(axis=-1, keepdims=True)
            e = np.frompyfunc(mp.exp, 1, 1)(s) if exact else np.exp(s)
            z = e.sum(axis=-1, keepdims=True)
            log = np.frompyfunc(mp.log, 1, 1) if exact else np.log
            return (y * (log(z) - s)).sum(), e / z * y.sum(axis=-1, keepdims=True) - y
        raise ValueError(self.loss)

    def value_gradient(self, theta, exact=False):
        """Loss and gradient; exact: theta holds mpf and the answer has the working precision of mpmath."""
        if exact:
            lift = lambda a: np.frompyfunc(mp.mpf, 1, 1)(a)
            f, df = (np.frompyfunc(g, 1, 1) for g in self.act[2:])
            of, odf = (np.frompyfunc(g, 1, 1) for g in self.out[2:])
            x, y = lift(self.x), lift(self.y)
        else:
            (f, df), (of, odf), x, y = self.act[:2], self.out[:2], self.x, self.y
        layers, hs, slopes = self._layers(theta), [x], []
        for i, (w, b) in enumerate(layers):
            z = hs[-1].dot(w.T)
            if b is not None:
                z = z + b
            last = i == len(layers) - 1
            hs.append((of if last else f)(z))
            slopes.append((odf if last else df)(z))
        value, delta = self._loss(hs[-1], y, exact)
        value, delta = value / self.scale, delta / self.scale
        parts = []
        for i in range(len(layers) - 1, -1, -1):
            w, b = layers[i]
            delta = delta * slopes[i]
            if b is not None:
                parts.append(delta.sum(axis=0))
            parts.append(delta.T.dot(hs[i]).reshape(-1))
            delta = delta.dot(w)
        g = np.concatenate(parts[::-1])
        if self.l2:
            decay = mp.mpf(self.l2) if exact else self.l2
            th = np.asarray(theta)
            value, g = value + decay / 2 * (th * th).sum(), g + decay * th
        return value, g

    def hessian(self, theta):
        """Exact Hessian (mpmath): central differences of the gradient at twice the working precision."""
        digits = mp.mp.dps
        with mp.workdps(2 * digits + 10):
            h = mp.mpf(10) ** (-(digits // 2 + 5))
            rows = []
            for i in range(self.p):
                up, down = list(theta), list(theta)
                up[i], down[i] = up[i] + h, down[i] - h
                rows.append((self.value_gradient(up, True)[1] - self.value_gradient(down, True)[1]) / (2 * h))
        a = mp.matrix(self.p, self.p)
        for i in range(self.p):
            for j in range(self.p):
                a[i, j] = (rows[i][j] + rows[j][i]) / 2
        return a

    def polish(self, theta, digits=30, zero=1e-12):
        """Newton in mpmath from a point close to a minimum, with the pseudo-inverse for zero modes.

        Returns (theta, loss, |gradient|_inf, eigenvalues) or raises ArithmeticError.
        """
        with mp.workdps(digits):
            t = [mp.mpf(float(v)) for v in theta]
            target = mp.mpf(10) ** (-(digits - 8))
            for _ in range(40):
                value, g = self.value_gradient(t, True)
                eig, q = mp.eigsy(self.hessian(t))
                size = max(abs(v) for v in g)
                if size < target:
                    return t, value, size, [e for e in eig]
                top = max(abs(e) for e in eig)
                step = [mp.mpf(0)] * self.p
                for k in range(self.p):
                    if abs(eig[k]) > zero * top:
                        c = sum(q[i, k] * g[i] for i in range(self.p)) / eig[k]
                        step = [step[i] - c * q[i, k] for i in range(self.p)]
                t = [a + b for a, b in zip(t, step)]
        raise ArithmeticError('Newton did not settle: |g| = %s' % mp.nstr(size, 3))
