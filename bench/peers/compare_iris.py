"""Compares a run of Minima Census with the endpoints of iris_scipy.py on the same objective.

    python3 bench/peers/compare_iris.py RUN/summary.json PEERS.csv [--minima MINIMA.json]

--minima   the plain rows of the run's minima table, one JSON object a line (Spark: write.json), to match parameters
           too, modulo the permutations and sign changes of tanh units; one hidden layer with biases

Verdict, exit code 1 when it fails: no converged peer endpoint (max |g| <= 1e-8) lies below the best minimum of the
run, and each one is a minimum of the run (losses within 1e-9 (1 + |loss|), parameters within 1e-4).
"""
import argparse
import csv
import itertools
import json
import sys
from collections import Counter

import numpy as np

GRADIENT = 1e-8
VALUE = 1e-9
PARAMETER = 1e-4


def units(theta, inputs, hidden):
    """One row per hidden unit (incoming weights, bias, outgoing weights), and the output biases."""
    w1 = theta[:hidden * inputs].reshape(hidden, inputs)
    b1 = theta[hidden * inputs:hidden * (inputs + 1)]
    rest = theta[hidden * (inputs + 1):]
    outputs = len(rest) // (hidden + 1)
    w2 = rest[:outputs * hidden].reshape(outputs, hidden)
    return np.column_stack([w1, b1, w2.T]), rest[outputs * hidden:]


def distance(a, b, network):
    """Largest difference of two parameter vectors, least over the symmetries of the network."""
    ua, oa = units(a, network['inputs'], network['hidden'][0])
    ub, ob = units(b, network['inputs'], network['hidden'][0])
    cost = np.array([[min(np.abs(p - q).max(), np.abs(p + q).max()) for q in ub] for p in ua])
    best = min(max(cost[i, j] for i, j in enumerate(order)) for order in itertools.permutations(range(len(ua))))
    return max(best, np.abs(oa - ob).max())


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument('summary')
    p.add_argument('peers')
    p.add_argument('--minima')
    args = p.parse_args()
    with open(args.summary) as f:
        summary = json.load(f)
    plain = next(o for o in summary['objectives'] if o['name'] == 'plain')
    ours = {m['id']: m['loss'] for m in plain['minima']}
    if not ours:
        sys.exit('%s: expected minima of the objective plain, found none' % args.summary)
    thetas = {}
    if args.minima:
        network = summary['network']
        if len(network['hidden']) != 1 or network['activation'] != 'tanh' or not network['bias'] or network['direct']:
            sys.exit('--minima: expected one hidden layer of tanh units with biases, found %s' % network)
        with open(args.minima) as f:
            rows = [json.loads(line) for line in f if line.strip()]
        thetas = {r['minimum_id']: np.array(r['theta']) for r in rows if r['objective'] == 'plain'}
        if set(thetas) != set(ours):
            sys.exit('%s: expected minima %s, found %s' % (args.minima, sorted(ours), sorted(thetas)))
    with open(args.peers) as f:
        rows = list(csv.DictReader(f))
    best = min(ours.values())
    print('run: %d minima, best %.15g, from %d restarts' % (len(ours), best, plain['restarts']))
    failed = not rows
    for peer in sorted({r['peer'] for r in rows}):
        own = [r for r in rows if r['peer'] == peer]
        good = [r for r in own if float(r['gradient_inf']) <= GRADIENT]
        hits, unknown, below, apart = Counter(), [], 0, 0.0
        for r in good:
            loss = float(r['loss'])
            below += loss < best - VALUE * (1 + abs(best))
            found = [i for i, v in ours.items() if abs(v - loss) <= VALUE * (1 + abs(v))]
            if thetas:
                theta = np.array([float(v) for v in r['theta'].split()])
                near = {i: distance(theta, thetas[i], network) for i in found}
                found = [i for i, d in near.items() if d <= PARAMETER]
                apart = max([apart] + [near[i] for i in found])
            if found:
                hits[found[0]] += 1
            else:
                unknown.append(r)
        print('%s: %d restarts, %d converged, best %.15g, %d below ours, %d not among ours' % (
            peer, len(own), len(good), min(float(r['loss']) for r in good) if good else float('nan'), below, len(unknown)))
        print('  hits by minimum id: %s' % dict(sorted(hits.items())))
        if thetas:
            print('  largest difference of a parameter to ours: %.2g' % apart)
        for r in unknown[:10]:
            print('  not among ours: restart %s, loss %s, max |g| %s' % (r['restart'], r['loss'], r['gradient_inf']))
        failed = failed or below > 0 or len(unknown) > 0 or not good
    print('verdict: %s' % ('FAILED' if failed else 'agrees'))
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
