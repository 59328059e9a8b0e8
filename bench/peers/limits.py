#!/usr/bin/env python3
"""What one processor does of single pieces of the work, by numpy and by PyTorch: the best of many short runs.

    taskset --cpu-list 1 python3 bench/peers/limits.py [--seconds 1]

Products of matrices of n x n (GF/s), functions on 4096 doubles, which stay in the cache (million a second), and memory: z =
x + y on arrays of 64 MiB (GB/s, 24 bytes a number).
"""
import argparse
import sys
import time

import network


def best(work, seconds):
    """Seconds of the processor for a call, at least."""
    work()
    least, begun = float('inf'), time.perf_counter()
    while time.perf_counter() - begun < seconds:
        calls, start = 0, time.process_time()
        while time.process_time() - start < 0.01:
            work()
            calls += 1
        least = min(least, (time.process_time() - start) / calls)
    return least


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--seconds', type=float, default=1)
    args = parser.parse_args()
    network.threads(1)
    np, torch = network.need('numpy', 'torch')
    torch.set_num_threads(1)
    print('numpy %s, torch %s' % (np.__version__, torch.__version__))
    draw = np.random.default_rng(1)

    def line(what, unit, amount, *works):
        print('%-22s numpy %8.1f   torch %8.1f   %s' % (
            what, *(amount / best(work, args.seconds) for work in works), unit), flush=True)

    for n in (256, 1024):
        a, out = draw.standard_normal((n, n)), np.empty((n, n))
        ta, tout = torch.from_numpy(a), torch.from_numpy(out)
        line('product %d' % n, 'GF/s', 2e-9 * n ** 3, lambda: np.matmul(a, a, out=out), lambda: torch.mm(ta, ta, out=tout))
    x, y = draw.standard_normal(4096), np.empty(4096)
    tx, ty = torch.from_numpy(x), torch.from_numpy(y)
    for name in ('exp', 'tanh'):
        line(name, 'million/s', 4096e-6, lambda f=getattr(np, name): f(x, out=y),
             lambda f=getattr(torch, name): f(tx, out=ty))
    line('sigmoid', 'million/s', 4096e-6, lambda: 1 / (1 + np.exp(-x)), lambda: torch.sigmoid(tx, out=ty))
    large = [np.ones(2 ** 23) for _ in range(3)]
    tl = [torch.from_numpy(v) for v in large]
    line('memory', 'GB/s', 24e-9 * 2 ** 23, lambda: np.add(large[0], large[1], out=large[2]),
         lambda: torch.add(tl[0], tl[1], out=tl[2]))


if __name__ == '__main__':
    sys.exit(main())
