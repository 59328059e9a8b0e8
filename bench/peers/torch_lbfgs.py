#!/usr/bin/env python3
"""PyTorch: many restarts of L-BFGS side by side, each with its own step; in as many processes as there are processors.

    python3 bench/peers/torch_lbfgs.py DATA.csv STARTS.csv --hidden 8 --l2 1e-3 --restarts 64 --batch 64

All live restarts of a batch are evaluated together; what has ended leaves the batch. A restart ends when max |g| <=
--tolerance, when no step helps along the steepest descent, or after 20,000 evaluations.
--check   instead: a convex quadratic of known minimum
"""
import sys

import network

PAIRS = 10
EVALUATIONS = 20000
SEARCHES = 30
ARMIJO = 1e-4
WOLFE = 0.9
# Of a value: below that, rounding decides whether it falls, and slopes decide instead (Hager and Zhang 2005).
ROUNDING = 1e-13


class Batch:
    """Restarts that live; every tensor has one row for each."""

    def __init__(self, torch, evaluate, starts, tolerance):
        self.torch, self.evaluate, self.tolerance = torch, evaluate, tolerance
        r, p = starts.shape
        real = dict(dtype=torch.float64)
        self.found = torch.zeros(r, 3, **real)
        self.id, self.x = torch.arange(r), starts.clone()
        self.f, self.g = evaluate(self.x)
        self.s, self.y = torch.zeros(r, PAIRS, p, **real), torch.zeros(r, PAIRS, p, **real)
        self.rho = torch.zeros(r, PAIRS, **real)
        self.gamma, self.used = torch.ones(r, **real), torch.zeros(r, dtype=torch.int64)
        self.evaluations, self.searches = torch.ones(r, dtype=torch.int64), torch.zeros(r, dtype=torch.int64)
        self.d, self.slope = torch.zeros(r, p, **real), torch.zeros(r, **real)
        self.step, self.low, self.high = torch.zeros(r, **real), torch.zeros(r, **real), torch.zeros(r, **real)
        self.slope_low, self.slope_high = torch.zeros(r, **real), torch.zeros(r, **real)
        self.fresh, self.stuck = torch.ones(r, dtype=torch.bool), torch.zeros(r, dtype=torch.bool)

    def leave(self):
        """Takes out what has ended; false when nothing is left."""
        size = self.g.abs().amax(1)
        over = (self.fresh & (size <= self.tolerance)) | self.stuck | (self.evaluations >= EVALUATIONS)
        if over.any():
            ids = self.id[over]
            self.found[ids] = self.torch.stack([self.f[over], self.evaluations[over].double(), size[over]], 1)
            keep = ~over
            for name, value in vars(self).items():
                if self.torch.is_tensor(value) and name != 'found':
                    setattr(self, name, value[keep])
        return len(self.id) > 0

    def direct(self):
        """Directions of those that have moved: the two-loop recursion, newest pair first."""
        torch, at = self.torch, self.fresh.nonzero()[:, 0]
        if len(at) == 0:
            return
        g, s, y, rho = self.g[at], self.s[at], self.y[at], self.rho[at]
        q, alpha = g.clone(), []
        for i in range(PAIRS):  # Pairs that are not there have rho = 0 and change nothing.
            alpha.append(rho[:, i] * (s[:, i] * q).sum(1))
            q -= alpha[i][:, None] * y[:, i]
        q *= self.gamma[at][:, None]
        for i in reversed(range(PAIRS)):
            beta = rho[:, i] * (y[:, i] * q).sum(1)
            q += (alpha[i] - beta)[:, None] * s[:, i]
        slope = -(q * g).sum(1)
        uphill = ~(slope < 0)
        if uphill.any():
            self.forget(at[uphill])
            q[uphill], slope[uphill] = g[uphill], -(g[uphill] ** 2).sum(1)
        self.d[at], self.slope[at], self.slope_low[at] = -q, slope, slope
        first = self.used[at] == 0
        self.step[at] = torch.where(first, (1 / g.norm(dim=1)).clamp(max=1), torch.ones_like(slope))
        self.low[at], self.high[at], self.slope_high[at], self.searches[at] = 0, float('inf'), float('nan'), 0

    def forget(self, at):
        self.rho[at], self.gamma[at], self.used[at] = 0, 1, 0

    def advance(self):
        """One evaluation of each restart at its trial step."""
        torch, a = self.torch, self.step
        x = self.x + a[:, None] * self.d
        f, g = self.evaluate(x)
        self.evaluations += 1
        self.searches += 1
        slope = (g * self.d).sum(1)
        falls = (f <= self.f + ARMIJO * a * self.slope) | (
            (f <= self.f + ROUNDING * self.f.abs()) & (slope <= (2 * ARMIJO - 1) * self.slope))
        far = ~falls | f.isnan()
        near = falls & (slope < WOLFE * self.slope)
        good = falls & ~near
        self.high, self.slope_high = torch.where(far, a, self.high), torch.where(far, slope, self.slope_high)
        self.low, self.slope_low = torch.where(near, a, self.low), torch.where(near, slope, self.slope_low)
        width = self.high - self.low
        secant = self.low - width * self.slope_low / (self.slope_high - self.slope_low)
        inside = (secant > self.low + 0.1 * width) & (secant < self.high - 0.1 * width)
        self.step = torch.where(self.high.isinf(), 4 * a, torch.where(inside, secant, self.low + 0.5 * width))
        self.accept(good.nonzero()[:, 0], x, f, g)
        failed = ~good & (self.searches >= SEARCHES)
        self.stuck = failed & (self.used == 0)
        self.forget(failed.nonzero()[:, 0])
        self.fresh = good | failed

    def accept(self, at, x, f, g):
        if len(at) == 0:
            return
        s, y = x[at] - self.x[at], g[at] - self.g[at]
        sy, yy = (s * y).sum(1), (y * y).sum(1)
        curved = sy > 1e-16 * yy
        to = at[curved]
        for pairs, new in ((self.s, s), (self.y, y)):
            pairs[to, 1:] = pairs[to, :-1].clone()
            pairs[to, 0] = new[curved]
        self.rho[to, 1:] = self.rho[to, :-1].clone()
        self.rho[to, 0], self.gamma[to] = 1 / sy[curved], (sy / yy)[curved]
        self.used[to] += 1
        self.x[at], self.f[at], self.g[at] = x[at], f[at], g[at]


def minimise(torch, evaluate, starts, tolerance):
    """Loss, evaluations and max |g| of each restart."""
    with torch.no_grad():
        batch = Batch(torch, evaluate, starts, tolerance)
        while batch.leave():
            batch.direct()
            batch.advance()
        return [(float(f), int(e), float(g)) for f, e, g in batch.found]


def descend(work):
    from torch_gradients import TorchNet
    (x, y, hidden, l2, tolerance, chunk), starts = work
    _, torch = network.need('numpy', 'torch')
    torch.set_num_threads(1)
    shape = network.Shape('%d,%d,%d,%d' % (len(x), x.shape[1], hidden, y.shape[1]), l2=l2)
    net = TorchNet(torch, shape, x, y, 'fast')

    def evaluate(points):
        parts = [net(points[i:i + chunk]) for i in range(0, len(points), chunk)]
        return torch.cat([f for f, _ in parts]), torch.cat([g for _, g in parts])

    return minimise(torch, evaluate, torch.from_numpy(starts), tolerance)


def check(torch):
    draw = torch.Generator().manual_seed(1)
    scale = torch.logspace(-3, 2, 20, dtype=torch.float64)
    starts = torch.randn(7, 20, dtype=torch.float64, generator=draw)
    found = minimise(torch, lambda x: (3 + 0.5 * (scale * x * x).sum(1), scale * x), starts, 1e-8)
    network.close('values of a quadratic', [f for f, _, _ in found], 3.0, 1e-12)
    network.close('its gradients', [g for _, _, g in found], 0.0, 1e-8)


def main():
    parser = network.study_arguments(__doc__)
    parser.add_argument('--batch', type=int, default=64, help='restarts side by side in a process')
    parser.add_argument('--chunk', type=int, default=16, help='points evaluated together')
    parser.add_argument('--check', action='store_true')
    args = parser.parse_args()
    network.threads(1)
    np, torch = network.need('numpy', 'torch')
    torch.set_num_threads(1)
    if args.check:
        return check(torch)
    x, y, starts = network.study(args)
    problem = (x, y, args.hidden, args.l2, args.tolerance, args.chunk)
    clock = network.Clock()
    pieces = [(problem, part) for part in np.array_split(starts, max(args.processes, -(-len(starts) // args.batch)))]
    found = network.in_processes(descend, pieces, args.processes)
    network.study_report('torch-lbfgs', args, clock, found)


if __name__ == '__main__':
    sys.exit(main())
