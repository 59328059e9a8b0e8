"""The objective that all peers minimise, and its gradient in numpy.

    f_k(x) = network_k(x) [+ a_k exp(w_k.x + b_k)]
    L      = 1/(2n) sum_ik (f_k(x_i) - y_ik)^2 + (l2/2) |theta|^2 [+ (lambda/2) |a|^2]

A point is theta, layer by layer W (unit, input) and b, the output layer last, and then, with the output neuron,
a, w, b of each output: the order of Minima Census. R points are an R x P matrix, and everything is done for all of
them at once. Hidden units are tanh, softplus, swish = z sigmoid(z) or relu.
"""
import argparse
import json
import os
import sys


def need(*packages):
    """The packages, or an end that names the one that is missing."""
    import importlib
    found = []
    for package in packages:
        try:
            found.append(importlib.import_module(package))
        except ImportError as e:
            sys.exit('%s needs the Python package %s, which %s does not have (%s); set PYTHON to one that does' % (
                os.path.basename(sys.argv[0]), package.split('.')[0], sys.executable, e))
    return found


def threads(count):
    """Threads of every BLAS; to be called before numpy is loaded."""
    for name in ('OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS'):
        os.environ[name] = str(count)


class Shape:
    """Sizes of one problem: rows,features,hidden,outputs, hidden layers joined by '-'."""

    def __init__(self, text, activation='tanh', neuron=False, l2=1e-4, lam=1e-4):
        rows, features, hidden, outputs = text.split(',')
        self.text, self.activation, self.neuron, self.l2, self.lam = text, activation, neuron, l2, lam
        self.rows, self.features, self.outputs = int(rows), int(features), int(outputs)
        self.widths = [self.features, *map(int, hidden.split('-')), self.outputs]
        sizes = [m * (n + 1) for n, m in zip(self.widths, self.widths[1:])]
        self.theta = sum(sizes)
        self.dimension = self.theta + (self.outputs * (self.features + 2) if neuron else 0)

    def layers(self, x):
        """Weights R x m x n and biases R x m of each layer, as views of the points."""
        at, layers = 0, []
        for n, m in zip(self.widths, self.widths[1:]):
            layers.append((x[:, at:at + m * n].reshape(-1, m, n), x[:, at + m * n:at + m * (n + 1)]))
            at += m * (n + 1)
        return layers

    def neurons(self, x):
        """a, w, b of the output neurons: R x o, R x o x d, R x o."""
        added = x[:, self.theta:].reshape(-1, self.outputs, self.features + 2)
        return added[:, :, 0], added[:, :, 1:-1], added[:, :, -1]

    def flops(self):
        """Of the matrix products of one gradient; activations do not count."""
        d, o = self.features, self.outputs
        flops = 4 * o + 4 * o * (d + 1) if self.neuron else 0
        below = d + 1
        for i, h in enumerate(self.widths[1:-1]):
            flops += (4 if i == 0 else 6) * h * below
            below = h
        return self.rows * (flops + 6 * below * o)

    def points(self, count, seed):
        import numpy as np
        return 0.3 * np.random.default_rng(seed).standard_normal((count, self.dimension))

    def random_rows(self):
        import numpy as np
        draw = np.random.default_rng(1)
        return draw.standard_normal((self.rows, self.features)), draw.standard_normal((self.rows, self.outputs))


class NumpyNet:
    """Losses and gradients of R points at once, the derivatives by hand."""

    def __init__(self, shape, x, y):
        import numpy as np
        self.np, self.shape, self.yt = np, shape, np.ascontiguousarray(y.T)
        # With a column of ones biases are weights, and their gradients part of the same products.
        self.x1 = np.hstack([x, np.ones((len(x), 1))])
        self.x1t = np.ascontiguousarray(self.x1.T)

    def activate(self, z):
        """Value (in place of z) and slope."""
        np, kind = self.np, self.shape.activation
        if kind == 'tanh':
            np.tanh(z, out=z)
            return z, 1 - z * z
        if kind == 'relu':
            return np.maximum(z, 0), (z > 0).astype(float)
        sigmoid = 1 / (1 + np.exp(-z))
        if kind == 'softplus':
            return np.logaddexp(0, z), sigmoid
        value = z * sigmoid
        return value, sigmoid + value * (1 - sigmoid)

    def first(self, w, b):
        """Of all points in one product."""
        joined = self.np.concatenate([w, b[:, :, None]], 2)
        return (joined.reshape(-1, joined.shape[2]) @ self.x1t).reshape(*w.shape[:2], -1)

    def add_first(self, d, gw, gb):
        g = (d.reshape(-1, d.shape[2]) @ self.x1).reshape(*gw.shape[:2], -1)
        gw += g[:, :, :-1]
        gb += g[:, :, -1]

    def __call__(self, points):
        np, s, n = self.np, self.shape, self.shape.rows
        layers = s.layers(points)
        below, values, slopes = None, [], []
        for i, (w, b) in enumerate(layers):
            if i == 0:
                z = self.first(w, b)
            else:
                z = w @ below
                z += b[:, :, None]
            if i < len(layers) - 1:
                z, slope = self.activate(z)
                values.append(z)
                slopes.append(slope)
            below = z
        if s.neuron:
            a, w, b = s.neurons(points)
            e = self.first(w, b)
            np.exp(e, out=e)
            below += a[:, :, None] * e
        d = below
        d -= self.yt
        d *= 1 / n
        loss = 0.5 * n * np.einsum('ron,ron->r', d, d)
        theta = points[:, :s.theta]
        loss += 0.5 * s.l2 * np.einsum('rp,rp->r', theta, theta)
        gradient = np.zeros_like(points)
        gradient[:, :s.theta] = s.l2 * theta
        if s.neuron:
            loss += 0.5 * s.lam * np.einsum('ro,ro->r', a, a)
            ga, gw, gb = s.neurons(gradient)
            e *= d
            ga[:] = e.sum(2) + s.lam * a
            e *= a[:, :, None]
            self.add_first(e, gw, gb)
        for i in range(len(layers) - 1, -1, -1):
            gw, gb = s.layers(gradient)[i]
            if i == 0:
                self.add_first(d, gw, gb)
            else:
                gw += d @ values[i - 1].transpose(0, 2, 1)
                gb += d.sum(2)
                d = layers[i][0].transpose(0, 2, 1) @ d
                d *= slopes[i - 1]
        return loss, gradient


def problem_arguments(usage):
    """The options that all peers of gradients have."""
    p = argparse.ArgumentParser(usage=usage)
    p.add_argument('--shape', default='2000,20,8,1')
    p.add_argument('--activation', default='tanh', choices=['tanh', 'softplus', 'swish', 'relu'])
    p.add_argument('--objective', default='output-neuron', choices=['plain', 'output-neuron'])
    p.add_argument('--threads', type=int, default=1)
    p.add_argument('--points', type=int, default=64)
    p.add_argument('--chunk', type=int, default=0)
    p.add_argument('--seconds', type=float, default=3)
    p.add_argument('--check', nargs='?', const='')
    return p


def shape_of(args):
    return Shape(args.shape, args.activation, args.objective == 'output-neuron')


def close(what, found, expected, tolerance):
    """Ends where they differ by more than tolerance (1 + |expected|)."""
    import numpy as np
    apart = float(np.max(np.abs(np.asarray(found) - expected) / (1 + np.abs(expected))))
    print('%s: apart by %.2g' % (what, apart))
    if not apart <= tolerance:
        sys.exit('%s: expected at most %g' % (what, tolerance))


def check(net_of, file, tolerance=1e-10):
    """Losses and gradients against those of Minima Census in a file of GradientReference, one JSON object a line;
    without a file the gradients against central differences. net_of(shape, x, y) gives what maps points to both."""
    import numpy as np
    if file:
        with open(file) as lines:
            cases = [json.loads(line) for line in lines]
        for case in cases:
            shape = Shape(case['shape'], case['activation'], case['objective'] == 'output-neuron', case['l2'], case['lambda'])
            loss, gradient = net_of(shape, np.array(case['x']), np.array(case['y']))(np.array(case['points']))
            name = '%s %s %s' % (case['shape'], case['activation'], case['objective'])
            close(name + ', losses', loss, np.array(case['losses']), tolerance)
            close(name + ', gradients', gradient, np.array(case['gradients']), tolerance)
        return
    for hidden in ('5', '4-3'):
        for activation in ('tanh', 'softplus', 'swish', 'relu'):
            for neuron in (False, True):
                shape = Shape('37,3,%s,2' % hidden, activation, neuron)
                net, x = net_of(shape, *shape.random_rows()), shape.points(3, 2)
                gradient = net(x)[1]
                step = 1e-6
                moved = np.repeat(x[:, None, :], shape.dimension, 1) + step * np.eye(shape.dimension)
                back = moved - 2 * step * np.eye(shape.dimension)
                ahead, behind = (np.asarray(net(m.reshape(-1, shape.dimension))[0]) for m in (moved, back))
                close('%s %s%s, gradients' % (shape.text, activation, ' output-neuron' if neuron else ''),
                      gradient, ((ahead - behind) / (2 * step)).reshape(x.shape), 1e-7)


def rate(evaluate, points, chunk, seconds):
    """Points a second, and a second of the processor: medians over passes through all of them in chunks, the first third
    left out."""
    import statistics
    import time
    passes, begun = [], time.perf_counter()
    while time.perf_counter() - begun < seconds or len(passes) < 3:
        wall, cpu = time.perf_counter(), time.process_time()
        for at in range(0, len(points), chunk):
            evaluate(points[at:at + chunk])
        passes.append((time.perf_counter() - wall, time.process_time() - cpu))
    return [len(points) / statistics.median(times) for times in zip(*passes[len(passes) // 3:])]


def best_chunk(evaluate, points, seconds, chunks=(1, 2, 4, 8, 16, 32, 64)):
    """How many points together are fastest, by the processor's time: peers are measured at their best."""
    return max((c for c in chunks if c <= len(points)), key=lambda c: rate(evaluate, points, c, seconds)[1])


def report(impl, shape, args, chunk, rates, **more):
    """One line of JSON, named as GradientRate names it."""
    wall, cpu = rates
    print(json.dumps(dict(impl=impl, shape=shape.text, activation=shape.activation, objective=args.objective,
                          threads=args.threads, chunk=chunk, p=shape.dimension, rg_per_s=round(wall, 1),
                          rg_per_cpu_s=round(cpu, 1), gflops=round(wall * shape.flops() / 1e9, 2), **more)))


def study_arguments(usage):
    """The options that all peers of whole studies have."""
    p = argparse.ArgumentParser(usage=usage)
    p.add_argument('data', nargs='?')
    p.add_argument('starts', nargs='?')
    p.add_argument('--hidden', type=int, default=8)
    p.add_argument('--l2', type=float, default=1e-3)
    p.add_argument('--restarts', type=int, default=64)
    p.add_argument('--tolerance', type=float, default=1e-8)
    p.add_argument('--processes', type=int, default=len(os.sched_getaffinity(0)))
    return p


def study(args):
    """Inputs, targets and starts."""
    import numpy as np
    table = np.loadtxt(args.data, delimiter=',', ndmin=2)
    starts = np.loadtxt(args.starts, delimiter=',', ndmin=2, max_rows=args.restarts)
    expected = args.hidden * (table.shape[1] + 1) + 1
    if starts.shape != (args.restarts, expected):
        sys.exit('%s: expected %d rows of %d parameters, found %d of %d' % (
            args.starts, args.restarts, expected, *starts.shape))
    return table[:, :-1].copy(), table[:, -1:].copy(), starts


def in_processes(work, pieces, processes):
    """The results of all pieces, put together in their order."""
    import multiprocessing
    if processes == 1:
        return [result for piece in pieces for result in work(piece)]
    # What is loaded is shared, so that the start of the processes costs the peer nothing.
    pool = multiprocessing.get_context('fork').Pool(processes)
    results = pool.map(work, pieces, chunksize=1)
    pool.close()
    pool.join()
    return [result for part in results for result in part]


class Clock:
    """Seconds, and seconds of processors in this process and those that it has ended, since its making."""

    def __init__(self):
        self.begun = self.now()

    @staticmethod
    def now():
        import resource
        import time
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return time.perf_counter(), sum(u.ru_utime + u.ru_stime for u in used)

    def spent(self):
        return [after - before for before, after in zip(self.begun, self.now())]


def study_report(impl, args, clock, found):
    """One line of JSON from loss, evaluations and max |g| (None where it is not known) of each restart."""
    seconds, cpu = clock.spent()
    evaluations = sum(e for _, e, _ in found)
    sizes = [g for _, _, g in found if g is not None]
    print(json.dumps(dict(
        impl=impl, restarts=len(found), processes=args.processes, seconds=round(seconds, 3), cpu_seconds=round(cpu, 3),
        restarts_per_s=round(len(found) / seconds, 3), evaluations_per_restart=round(evaluations / len(found), 1),
        rg_per_s=round(evaluations / seconds, 1), best=min(loss for loss, _, _ in found),
        converged=sum(g <= args.tolerance for g in sizes) if sizes else None, gradient_max=max(sizes, default=None))))
