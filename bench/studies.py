#!/usr/bin/env python3
"""Whole studies of many restarts by Minima Census and by its peers, in turn in one run, each on all processors.

usage: bench/studies.py [--restarts 1000] [--rounds 3] [--studies NAME,...] [--peers NAME,...] [--to FILE.json]

Ours is `./submit.sh run` from the first to the last moment: start of the JVM, search, certificate of every endpoint, count,
files. Peers are timed inside their process, loaded and with the data read, and certify nothing; all but scikit-learn and
MLlib begin from the same starts. The loss is mean squared with weight decay 1e-3, nothing added.

--restarts    of ours; peers run --peer-restarts of them, as many restarts of the same kind cost as much each
--studies     spirals,mixture,teacher
--peers       scipy (L-BFGS-B to max |g| <= 1e-8), torch (L-BFGS, restarts side by side), sklearn (MLPRegressor), mllib
--peer-restarts  of scipy, torch and sklearn (64)
--fits        of MLlib, of 100 iterations (3); gradients a second are compared, with ours on as many threads
--set         KEY=VALUE for our run; may be repeated
"""
import argparse
import json
import os
import resource
import shutil
import sys
import time

import measure

sys.path.insert(0, str(measure.PEERS))
import datasets  # noqa: E402

PEERS = {'scipy': 'scipy_lbfgs.py', 'torch': 'torch_lbfgs.py', 'sklearn': 'sklearn_mlp.py', 'mllib': None}
WORK = measure.WORK / 'studies'
DECAY = 1e-3
CONF = """# Written by bench/studies.py.
study {{ name = "{name}", seed = 20180522 }}
data {{ path = "{data}", task = {task}, standardize = false }}
network {{ hidden = [{hidden}], activation = tanh }}
loss {{ name = squared, reduction = mean }}
regularization {{ l2 = {decay} }}
objectives = [plain]
restarts {{ count = {restarts}, init {{ distribution = file, path = "{starts}" }} }}
"""


class Study:
    """Data, starts and conf of one study, made anew from its seed."""

    def __init__(self, name, restarts):
        self.name, self.restarts = name, restarts
        self.hidden, task = datasets.STUDIES[name]
        self.data, self.starts, self.conf = (WORK / (name + end) for end in ('.csv', '.starts.csv', '.conf'))
        x, _ = datasets.read(self.data)
        self.shape = [*x.shape, self.hidden, 1]
        datasets.starts(self.starts, x.shape[1], self.hidden, restarts)
        self.conf.write_text(CONF.format(name=name, data=self.data, task=task, hidden=self.hidden, decay=DECAY,
                                         restarts=restarts, starts=self.starts))

    def ours(self, options):
        """Seconds of the whole command, and what became of the restarts."""
        output = WORK / 'out'
        shutil.rmtree(output, ignore_errors=True)
        overrides = [word for value in options.set for word in ('--set', value)]
        begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        measure.run(['./submit.sh', 'run', self.conf, '--output', output, *overrides, '--', '--master', 'local[*]'],
                    {'SPARK_HOME': '', 'SPARK_LOCAL_IP': '127.0.0.1'})
        seconds, after = time.monotonic() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        run, = output.glob('study=*/run=*')
        plain = json.loads((run / 'summary.json').read_text())['objectives'][0]
        ends = plain['endpoints']
        certified = plain['restarts'] - ends['unconverged'] - ends['failed']
        return dict(seconds=round(seconds, 2), cpu_seconds=round(cpu, 2), restarts=plain['restarts'], certified=certified,
                    best=plain['best_loss'],
                    minima=plain['distinct']['connected'])

    def peer(self, peer, options):
        found = measure.answer([
            measure.PYTHON, measure.PEERS / PEERS[peer], self.data, self.starts, '--hidden', self.hidden, '--l2', DECAY,
            '--restarts', min(options.peer_restarts, self.restarts)])
        return {k: v for k, v in found.items() if k != 'impl'}

    def mllib(self, options, classpath):
        """Gradients a second of the median fit, and ours on as many threads."""
        fits = measure.answers([
            measure.JAVA, *measure.spark_options(), '-cp', classpath, 'org.minimacensus.bench.SparkPerceptron',
            '--data', self.data, '--hidden', self.hidden, '--fits', options.fits],
            environment={'SPARK_LOCAL_IP': '127.0.0.1'})
        rates = sorted(fit['rg_per_s'] for fit in fits)
        rows, features, hidden, outputs = self.shape
        ours = measure.answer([
            measure.JAVA, '--add-modules', 'jdk.incubator.vector', '-cp', classpath,
            'org.minimacensus.bench.GradientRate', '--rows', rows, '--features', features, '--hidden', hidden,
            '--outputs', outputs, '--objective', 'plain', '--threads', len(os.sched_getaffinity(0))])
        return dict(seconds_per_fit=sorted(fit['seconds'] for fit in fits)[len(fits) // 2],
                    rg_per_s=rates[len(rates) // 2], ours_rg_per_s=ours['rg_per_s'])


def arguments():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument('--restarts', type=int, default=1000)
    parser.add_argument('--rounds', type=int, default=3)
    parser.add_argument('--studies', default=','.join(datasets.STUDIES))
    parser.add_argument('--peers', default=','.join(PEERS))
    parser.add_argument('--peer-restarts', type=int, default=64)
    parser.add_argument('--fits', type=int, default=3)
    parser.add_argument('--set', action='append', default=[])
    parser.add_argument('--to', default=str(measure.WORK / 'studies.json'))
    options = parser.parse_args()
    for name, known in (('studies', datasets.STUDIES), ('peers', PEERS)):
        given = [word for word in getattr(options, name).split(',') if word]
        if set(given) - set(known):
            parser.error('--%s: expected some of %s, found %s' % (name, ','.join(known), ','.join(given)))
        setattr(options, name, given)
    return options


def check(options):
    for peer in options.peers:
        if PEERS[peer]:
            measure.run([measure.PYTHON, measure.PEERS / PEERS[peer], '--check'])


def row(study, program, measured, ends):
    measured = list(measured)
    rates = [m.get('certified', m['restarts']) / m['seconds'] for m in measured]
    return [study, program, measured[0]['restarts'], *(measure.spread([m[k] for m in measured]) for k in (
        'seconds', 'cpu_seconds')), measure.spread(rates), ends, '%.12g' % measured[0]['best']]


def report(record, options):
    print(record.head())
    rows = []
    for study in options.studies:
        own = {m['round']: m for m in record.all if m['study'] == study and m['key'] == 'ours'}
        rows.append(row(study, 'Minima Census', own.values(), '%d certified' % min(m['certified'] for m in own.values())))
        for peer in options.peers:
            if peer == 'mllib':
                continue
            theirs = [m for m in record.all if m['study'] == study and m['key'] == peer]
            converged = theirs[0]['converged']
            rows.append(row(study, peer, theirs, 'not said' if converged is None else '%d to 1e-8' % converged) + [
                measure.spread([own[m['round']][done] / own[m['round']][time] * m[time] / m['restarts'] for m in theirs])
                for done, time in (('certified', 'seconds'), ('certified', 'cpu_seconds'))])
    print('\n' + measure.table(['study', 'program', 'restarts', 'seconds', 'processor seconds', 'restarts/s', 'of them',
                                'best loss', 'ours / peer', 'the same by processor time'],
                               [r + [''] * (10 - len(r)) for r in rows]))
    if 'mllib' in options.peers:
        rows = []
        for study in options.studies:
            fits = [m for m in record.all if m['study'] == study and m['key'] == 'mllib']
            rows.append([study, measure.spread([m['seconds_per_fit'] for m in fits]), measure.spread([m['rg_per_s'] for m in fits]),
                         measure.spread([m['ours_rg_per_s'] for m in fits]),
                         measure.spread([m['ours_rg_per_s'] / m['rg_per_s'] for m in fits])])
        print('\n' + measure.table(['study', 'MLlib: seconds a fit of 100 iterations', 'gradients/s', 'ours', 'ours / MLlib'], rows))


def missed(record, options):
    """Studies in which a peer of the same loss and starts got lower than all our restarts."""
    return ['%s: %s found %.15g, ours %.15g' % (m['study'], m['key'], m['best'], o['best'])
            for m in record.all if m['key'] in ('scipy', 'torch')
            for o in record.all if o['key'] == 'ours' and o['study'] == m['study'] and o['round'] == m['round']
            if m['best'] < o['best'] - 1e-9 * (1 + abs(o['best']))]


def main():
    options = arguments()
    classpath = measure.classpath() if 'mllib' in options.peers else None
    check(options)
    datasets.write(WORK)
    studies = [Study(name, options.restarts) for name in options.studies]
    # Builds what ./submit.sh would else build within the first time.
    measure.run(['./submit.sh', 'plan', studies[0].conf], {'SPARK_HOME': ''})
    record = measure.Record(options.to)
    for number in range(options.rounds):
        for study in studies:
            record.add(round=number, study=study.name, key='ours', **study.ours(options))
            for peer in options.peers:
                found = study.mllib(options, classpath) if peer == 'mllib' else study.peer(peer, options)
                record.add(round=number, study=study.name, key=peer, **found)
    report(record, options)
    print('\nall measurements: %s' % record.path, file=sys.stderr)
    wrong = missed(record, options)
    if wrong:
        sys.exit('a peer found a lower loss than any of our restarts:\n' + '\n'.join(wrong))


if __name__ == '__main__':
    sys.exit(main())
