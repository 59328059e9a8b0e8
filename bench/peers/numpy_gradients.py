#!/usr/bin/env python3
"""numpy: gradients of many points a second, derivatives by hand.

    python3 bench/peers/numpy_gradients.py --shape 2000,20,8,1 --activation tanh --objective output-neuron [--gemm]

--shape      rows,features,hidden,outputs; hidden layers joined by '-'
--chunk      points together; 0: the fastest number of them
--check      instead: gradients against differences, or with a FILE of GradientReference against Minima Census
--gemm       instead: the best rate of a product of two matrices of 1024 x 1024
"""
import json
import sys
import time

import network


def gemm(np, seconds):
    """The best rate, in GF/s of the processor's time, so that other work on the machine does not flatter ours."""
    a = np.random.default_rng(1).standard_normal((1024, 1024))
    out = np.empty_like(a)
    best, begun = 0.0, time.perf_counter()
    while time.perf_counter() - begun < seconds:
        t = time.process_time()
        np.matmul(a, a, out=out)
        best = max(best, 2 * 1024 ** 3 / (time.process_time() - t))
    return best / 1e9


def main():
    parser = network.problem_arguments(__doc__)
    parser.add_argument('--gemm', action='store_true')
    args = parser.parse_args()
    network.threads(args.threads)
    np, = network.need('numpy')
    if args.check is not None:
        return network.check(network.NumpyNet, args.check)
    if args.gemm:
        return print(json.dumps(dict(impl='gemm', threads=args.threads, gflops=round(gemm(np, args.seconds), 1))))
    shape = network.shape_of(args)
    net, points = network.NumpyNet(shape, *shape.random_rows()), shape.points(args.points, 2)
    chunk = args.chunk or network.best_chunk(net, points, args.seconds / 10)
    network.report('numpy', shape, args, chunk, network.rate(net, points, chunk, args.seconds), numpy=np.__version__)


if __name__ == '__main__':
    sys.exit(main())
