#!/usr/bin/env python3
"""Gradients a second of Minima Census and of its peers, in turn in one run, one thread each.

usage: bench/gradients.py [--rounds 5] [--seconds 3] [--shapes NAME,...] [--deep yes|no|only] [--avx2] [--to FILE.json]

In each round every shape is measured by all, one after the other, and ratios are taken within the round. Each peer is run
with as many points together as was fastest for it in the first round. Before, its losses and gradients are held against ours.

--shapes      of one hidden tanh layer: spirals,mixture,teacher,large
--deep        also two and three hidden layers with tanh, softplus, swish and relu, against torch by hand
--avx2        also our program with -XX:UseAVX=2, against torch as it is and torch kept to AVX2
--jvm-option  for our program in all of the run, such as -XX:UseAVX=2; may be repeated
--clock       wall, or cpu: by the processor's time, which other work on the machine disturbs less
--core        the processor on which all run (1)
--seconds     for each; our program is compiled before
"""
import argparse
import sys

import measure

SHAPES = {'spirals': '400,2,8,1', 'mixture': '1000,10,4,1', 'teacher': '2000,20,8,1', 'large': '20000,32,32,4'}
DEEP = ['2000,20,32-32,1', '2000,20,16-16-16,1']
ACTIVATIONS = ['tanh', 'softplus', 'swish', 'relu']
# Rows of which are too many for the caches with 64 points.
POINTS = {'large': 16}
TORCH = ['torch-fast', 'torch-manual', 'torch-vmap', 'torch-loop']
AVX2 = {'ATEN_CPU_CAPABILITY': 'avx2', 'MKL_ENABLE_INSTRUCTIONS': 'AVX2'}


class Runs:
    """Runs programs and remembers the best number of points together."""

    def __init__(self, options, record, classpath):
        self.options, self.record, self.classpath, self.chunks = options, record, classpath, {}

    def ours(self, name, shape, activation, variant='ours', jvm=()):
        rows, features, hidden, outputs = shape.split(',')
        self.note(name, variant, measure.answer([
            measure.JAVA, '--add-modules', 'jdk.incubator.vector', *self.options.jvm_option, *jvm, '-cp', self.classpath,
            'org.minimacensus.bench.GradientRate', '--rows', rows, '--features', features, '--hidden', hidden,
            '--outputs', outputs, '--activation', activation, '--objective', self.options.objective,
            '--seconds', self.options.seconds], self.options.core), shape, activation)

    def peer(self, name, shape, activation, peer, variant=None, environment=None):
        program, _, mode = peer.partition('-')
        key = (peer, shape, activation)
        found = measure.answer([
            measure.PYTHON, measure.PEERS / (program + '_gradients.py'), '--shape', shape, '--activation', activation,
            '--objective', self.options.objective, '--seconds', self.options.seconds,
            '--points', POINTS.get(name, 64), '--chunk', self.chunks.get(key, 0), *(['--mode', mode] if mode else [])],
            self.options.core, environment)
        self.chunks[key] = found['chunk']
        self.note(name, variant or peer, found, shape, activation)

    def note(self, name, key, found, shape, activation):
        self.record.add(round=self.round, name=name, key=key, shape=shape, activation=activation,
                        rg_per_s=found['rg_per_s'], rg_per_cpu_s=found['rg_per_cpu_s'],
                        gflops=found['gflops'] * found[self.options.field] / found['rg_per_s'],
                        **{k: found[k] for k in ('chunk', 'kernels') if k in found})

    def gemm(self):
        found = measure.answer([measure.PYTHON, measure.PEERS / 'numpy_gradients.py', '--gemm', '--seconds',
                                self.options.seconds], self.options.core)
        self.record.add(round=self.round, name='gemm', key='openblas', gflops=found['gflops'])


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--seconds', type=int, default=3)
    parser.add_argument('--shapes', default=','.join(SHAPES))
    parser.add_argument('--deep', default='yes', choices=['yes', 'no', 'only'])
    parser.add_argument('--avx2', action='store_true')
    parser.add_argument('--jvm-option', action='append', default=[])
    parser.add_argument('--objective', default='output-neuron', choices=['plain', 'output-neuron'])
    parser.add_argument('--clock', default='wall', choices=['wall', 'cpu'])
    parser.add_argument('--core', type=int, default=1)
    parser.add_argument('--to', default=str(measure.WORK / 'gradients.json'))
    options = parser.parse_args()
    options.field = 'rg_per_cpu_s' if options.clock == 'cpu' else 'rg_per_s'
    options.names = [] if options.deep == 'only' else options.shapes.split(',')
    unknown = set(options.names) - set(SHAPES)
    if unknown:
        parser.error('--shapes: expected some of %s, found %s' % (','.join(SHAPES), ','.join(unknown)))
    return options


def check(classpath):
    """Ends when a peer has other losses or gradients than ours."""
    reference = measure.WORK / 'gradient-reference.jsonl'
    reference.parent.mkdir(parents=True, exist_ok=True)
    measure.run([measure.JAVA, '-cp', classpath, 'org.minimacensus.bench.GradientReference', '--to', reference])
    for peer in [['numpy'], *(['torch', '--mode', mode.split('-')[1]] for mode in TORCH)]:
        measure.run([measure.PYTHON, measure.PEERS / (peer[0] + '_gradients.py'), *peer[1:], '--check', reference])


def measured(runs):
    for runs.round in range(runs.options.rounds):
        runs.gemm()
        for name in runs.options.names:
            shape = SHAPES[name]
            runs.ours(name, shape, 'tanh')
            for peer in [*TORCH, 'numpy']:
                runs.peer(name, shape, 'tanh', peer)
            if runs.options.avx2:
                runs.ours(name, shape, 'tanh', 'ours-avx2', ['-XX:UseAVX=2'])
                runs.peer(name, shape, 'tanh', 'torch-fast', 'torch-fast-avx2', AVX2)
        for shape in [] if runs.options.deep == 'no' else DEEP:
            for activation in ACTIVATIONS:
                runs.ours('deep', shape, activation)
                for peer in TORCH[:2]:
                    runs.peer('deep', shape, activation, peer)


def report(record, options):
    def of(field, ours, theirs, **which):
        return measure.spread(record.ratios(field, dict(which, key=ours), dict(which, key=theirs)))

    gemm = record.values('gflops', name='gemm')
    print(record.head())
    print('GEMM of OpenBLAS, GF/s: %s\n' % measure.spread(list(gemm.values())))
    if options.names:
        rows = []
        for name in options.names:
            which = dict(name=name)
            share = [100 * v / gemm[r] for r, v in record.values('gflops', key='ours', **which).items()]
            rows.append([name, SHAPES[name], measure.spread(list(record.values(options.field, key='ours', **which).values())),
                         measure.spread(share) + ' %', *(of(options.field, 'ours', p, **which) for p in [*TORCH, 'numpy'])])
        print(measure.table(['shape', 'n,d,h,o', 'gradients/s', 'of GEMM',
                             *('ours / ' + p for p in [*TORCH, 'numpy'])], rows))
        if options.avx2:
            print('\n' + measure.table(['shape', 'AVX2: gradients/s', '/ torch-fast as it is', '/ torch-fast kept to AVX2'], [
                [name, measure.spread(list(record.values(options.field, key='ours-avx2', name=name).values())),
                 of(options.field, 'ours-avx2', 'torch-fast', name=name), of(options.field, 'ours-avx2', 'torch-fast-avx2', name=name)]
                for name in options.names]))
    if options.deep != 'no':
        rows = []
        for shape in DEEP:
            for activation in ACTIVATIONS:
                which = dict(name='deep', shape=shape, activation=activation)
                ours = record.values(options.field, key='ours', **which)
                peers = [record.values(options.field, key=peer, **which) for peer in TORCH[:2]]
                rows.append([shape, activation, measure.spread(list(ours.values())),
                             measure.spread([v / max(p[r] for p in peers) for r, v in ours.items()])])
        print('\n' + measure.table(['n,d,h,o', 'activation', 'gradients/s', 'ours / strongest torch'], rows))


def main():
    options = arguments()
    classpath = measure.classpath()
    check(classpath)
    record = measure.Record(options.to)
    try:
        measured(Runs(options, record, classpath))
    finally:
        print('all measurements: %s' % record.path, file=sys.stderr)
    report(record, options)


if __name__ == '__main__':
    sys.exit(main())
