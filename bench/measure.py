"""What bench/gradients.py and bench/studies.py share: the build, the facts of the machine, commands that answer in one line
of JSON, medians with their spread, markdown."""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT / 'bench' / 'peers'
PYTHON = os.environ.get('PYTHON') or sys.executable
WORK = pathlib.Path(os.environ.get('BENCH_WORK') or ROOT / 'job' / 'target' / 'bench')
JAVA = os.path.join(os.environ['JAVA_HOME'], 'bin', 'java') if os.environ.get('JAVA_HOME') else 'java'


VERSIONS = """
import importlib.metadata as m, sys
print('%d.%d.%d' % sys.version_info[:3], *('%s %s' % (d.metadata['Name'], d.version) for d in m.distributions()
      if d.metadata['Name'] in ('numpy', 'scipy', 'torch', 'scikit-learn')), sep=', ')
"""


def classpath():
    """Of the benchmarks, built anew unless BENCH_NO_BUILD is set."""
    done = subprocess.run([str(ROOT / 'bench' / 'classpath.sh')], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit('bench/classpath.sh: exit code %d; its messages stand above' % done.returncode)
    return done.stdout.strip()


def spark_options():
    """What Spark's launcher gives a JVM, from the build."""
    text = (ROOT / 'pom.xml').read_text()
    return text.split('<spark.jvm.options>')[1].split('</spark.jvm.options>')[0].split()


def first_line(command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    except OSError as e:
        return str(e)
    return (done.stdout.strip().splitlines() or [''])[0]


def facts():
    """What a figure is worth nothing without."""
    with open('/proc/cpuinfo') as lines:
        cpu = next((line.split(':', 1)[1].strip() for line in lines if line.startswith('model name')), 'unknown')
    return {
        'commit': first_line(['git', '-C', str(ROOT), 'describe', '--always', '--dirty', '--abbrev=12', '--exclude=*']),
        'date': time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime()),
        'cpu': '%d x %s' % (os.cpu_count(), cpu),
        'load': ' '.join('%.1f' % v for v in os.getloadavg()),
        'java': first_line([JAVA, '-version']),
        'python': first_line([PYTHON, '-c', VERSIONS]),
        'command': ' '.join([os.path.relpath(sys.argv[0], ROOT), *sys.argv[1:]]),
    }


def run(command, environment=None):
    """What a command prints; its exit code must be 0."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, cwd=ROOT,
                          env={**os.environ, 'OPENBLAS_NUM_THREADS': '1', **(environment or {})})
    if done.returncode != 0:
        sys.exit('%s: exit code %d\n%s%s' % (' '.join(map(str, command)), done.returncode, done.stdout, done.stderr))
    return done.stdout


def answers(command, core=None, environment=None):
    """The lines of JSON that a command prints; on one processor where core is given."""
    if core is not None and shutil.which('taskset'):
        command = ['taskset', '--cpu-list', str(core), *command]
    found = [json.loads(line) for line in run(command, environment).splitlines() if line.startswith('{')]
    if not found:
        sys.exit('%s: expected a line of JSON, found none' % ' '.join(map(str, command)))
    return found


def answer(command, core=None, environment=None):
    """The last of them."""
    return answers(command, core, environment)[-1]


def digits(value):
    return '%.0f' % value if abs(value) >= 1000 else '%.3g' % value


def spread(values):
    """median [least .. greatest]"""
    return '%s [%s .. %s]' % tuple(map(digits, (statistics.median(values), min(values), max(values))))


def table(head, rows):
    """Markdown."""
    lines = [head, ['---'] * len(head), *rows]
    return '\n'.join('| %s |' % ' | '.join(map(str, line)) for line in lines)


class Record:
    """All measurements, on disk after each."""

    def __init__(self, path):
        self.path, self.facts, self.all = pathlib.Path(path), facts(), []
        self.path.parent.mkdir(parents=True, exist_ok=True)

    def add(self, **measurement):
        measurement['load'] = round(os.getloadavg()[0], 1)
        self.all.append(measurement)
        self.path.write_text(json.dumps({'facts': self.facts, 'measurements': self.all}, indent=1))
        print(' '.join('%s=%s' % item for item in measurement.items()), file=sys.stderr, flush=True)
        return measurement

    def values(self, field, **which):
        """Of one field, by round."""
        return {m['round']: m[field] for m in self.all if all(m.get(k) == v for k, v in which.items())}

    def head(self):
        """The facts, for a report."""
        loads = [m['load'] for m in self.all]
        return '\n'.join('%-8s %s' % item for item in {
            **self.facts, 'loads': 'from %.1f to %.1f while measuring' % (min(loads), max(loads))}.items())

    def ratios(self, field, ours, theirs):
        """Ours to theirs, round by round."""
        a, b = self.values(field, **ours), self.values(field, **theirs)
        return [a[r] / b[r] for r in sorted(a) if r in b]
