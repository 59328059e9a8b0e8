"""Evaluates the cost model of docs/performance/scaling.md for constants that were measured somewhere.

    python3 bench/scaling/predict.py [--latency 0.058] [--per-task 0.0005] [--per-byte 11e-9] [--per-row 70e-9] [--warm-up 14]
        [--parameters 353] [--features 20] [--questions 800] [--longest 4000]

Prints Markdown tables: steps and searches for 10 % overhead, whole jobs, and the two modes side by side.
"""
import argparse
import math

MOST_LIVE = 1 << 17


class Model:
    def __init__(self, a):
        self.latency, self.per_task, self.per_byte, self.per_row = a.latency, a.per_task, a.per_byte, a.per_row
        self.warm_up = a.warm_up
        self.p, self.d, self.questions, self.longest = a.parameters, a.features, a.questions, a.longest

    def fixed(self, tasks):
        return self.latency + self.per_task * tasks

    def transfer(self, executors):
        return 8 * self.p * self.per_byte * (1 + math.ceil(math.log2(executors) - 1e-9))

    def rows(self, n, cores):
        return n * self.per_row / cores

    def step(self, n, executors, cores, live):
        return self.fixed(cores) + live * (self.transfer(executors) + self.rows(n, cores))

    def overhead(self, n, executors, cores, live):
        return 1 - live * self.rows(n, cores) / self.step(n, executors, cores, live)

    def wanted(self, n, executors, cores, share=0.1):
        """Searches for that share, and whether any number is enough; else as many as make the start that share."""
        gain = share * self.rows(n, cores) - (1 - share) * self.transfer(executors)
        each = gain if gain > 0 else share * (self.rows(n, cores) + self.transfer(executors))
        return max(1, math.ceil((1 - share) * self.fixed(cores) / each * (1 - 1e-12))), gain > 0

    def data_parallel(self, n, executors, cores, restarts, live):
        asked = restarts * self.questions
        steps = asked / live + (1 - 1 / live) * self.longest
        return asked * (self.transfer(executors) + self.rows(n, cores)) + steps * self.fixed(cores)

    def restart_parallel(self, n, executors, cores, restarts):
        data = 8 * n * (self.d + 1)
        question = n * self.per_row
        work = restarts * self.questions * question / cores + (1 - 1 / cores) * self.longest * question
        return self.warm_up * executors / cores + self.latency + data * self.per_byte + work


def time(seconds):
    for unit, size in (('d', 86400), ('h', 3600), ('min', 60), ('s', 1)):
        if seconds >= (1 if unit == 's' else 2) * size:
            return f'{seconds / size:.3g} {unit}'
    return f'{1000 * seconds:.3g} ms'


def size(rows, features):
    b = 8 * rows * (features + 1)
    return f'{b / 1e9:.3g} GB' if b >= 1e9 else f'{b / 1e6:.3g} MB'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (('latency', 0.058), ('per-task', 5e-4), ('per-byte', 11e-9), ('per-row', 70e-9),
                          ('warm-up', 14.0),
                          ('parameters', 353), ('features', 20), ('questions', 800), ('longest', 4000)):
        parser.add_argument('--' + name, type=type(default), default=default)
    a = parser.parse_args()
    m = Model(a)
    print(f'L = {a.latency * 1e3:g} ms, s = {a.per_task * 1e3:g} ms, kappa = {a.per_byte * 1e9:g} ns/byte, '
          f'tau = {a.per_row * 1e9:g} ns, W = {a.warm_up:g} s, P = {a.parameters}, d = {a.features}, '
          f'Q = {a.questions} questions a search ({a.longest} the longest)\n')

    print('| rows | executors x cores | L + s k | a question\'s transfer | its rows | searches for 10 % | '
          'step of 64 | share not rows |\n| --- | --- | --- | --- | --- | --- | --- | --- |')
    for n, executors, each in ((10**4, 1, 2), (10**5, 1, 2), (10**6, 1, 2), (10**6, 10, 4), (10**8, 100, 4),
                               (10**9, 100, 4), (10**9, 1000, 1), (10**9, 1000, 4)):
        c = executors * each
        wanted, enough = m.wanted(n, executors, c)
        print(f'| {n:.0e} | {executors} x {each} | {time(m.fixed(c))} | {time(m.transfer(executors))} | '
              f'{time(m.rows(n, c))} | {wanted if enough else "none is enough"} | '
              f'{time(m.step(n, executors, c, 64))} | {100 * m.overhead(n, executors, c, 64):.0f} % |'
              .replace('e+0', 'e'))

    print('\n| rows (data) | restarts | executors x cores | restart-parallel | data-parallel, live searches |\n'
          '| --- | --- | --- | --- | --- |')
    for n, restarts, executors, each in ((2000, 10**5, 1, 2), (2000, 10**6, 10, 4), (10**5, 10**4, 10, 4),
                                         (10**6, 1000, 10, 4), (10**6, 10**5, 1000, 4), (10**6, 10**6, 1000, 4),
                                         (10**8, 1000, 100, 4), (10**9, 100, 100, 4), (10**9, 100, 1000, 4), (10**9, 1000, 1000, 4),
                                         (10**9, 10**6, 1000, 4)):
        c = executors * each
        live = min(MOST_LIVE, restarts, m.wanted(n, executors, c)[0])
        fits = 2 * 8 * n * (a.features + 1) <= 4e9
        print(f'| {n:.0e} ({size(n, a.features)}) | {restarts:.0e} | {executors} x {each} | '
              f'{time(m.restart_parallel(n, executors, c, restarts)) if fits else "does not fit"} | '
              f'{time(m.data_parallel(n, executors, c, restarts, live))}, {live} |'.replace('e+0', 'e'))


if __name__ == '__main__':
    main()
