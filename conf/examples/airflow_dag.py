"""A study every night with Airflow 3 (Airflow 2: import dag and task from airflow.decorators).

The night is the start of the data interval, so that a retry, or a cleared task, goes on with its night; a finished
one is shown again and costs seconds. Exit codes decide what Airflow does:

    0                 finished, nothing regressed
    10, 130, 143      time spent or interrupted: what had ended is stored, the retry goes on; 10 also
                      when restarts.count was spent under a stopping rule: a retry then only counts again
    20, 21            a theorem was refuted, or the night regressed: somebody has to look, fails at once
    everything else   a fault that a retry does not mend (conf, data, output, stored run, internal): fails at once
"""
import subprocess
from datetime import datetime, timedelta

from airflow.exceptions import AirflowException, AirflowFailException
from airflow.sdk import dag, task

PROJECT = "/opt/minima-census"
STUDY = "/etc/minima-census/nightly.conf"
RESUMABLE = {10, 130, 143}
NEWS = {20: "refuted a theorem", 21: "regressed"}


def command(night):
    return [
        "./submit.sh", "nightly", STUDY,
        "--as-of", night,
        "--keep", "30",
        "--set", "restarts.count=1000",
        "--set", "restarts.stopping.max-seconds=14400",
        "--",
        "--master", "spark://master.example.org:7077",
        "--conf", "spark.cores.max=16",
    ]


def run(night):
    process = subprocess.Popen(command(night), cwd=PROJECT)
    try:
        code = process.wait()
    except BaseException:
        # Airflow ends the task (a timeout, a click): the job gets time to store what has finished.
        process.terminate()
        process.wait()
        raise
    if code in RESUMABLE:
        raise AirflowException(f"night {night} is unfinished (exit code {code}); the retry goes on with it")
    if code in NEWS:
        raise AirflowFailException(f"night {night} {NEWS[code]} (exit code {code}); this log says what, and where the page is")
    if code != 0:
        raise AirflowFailException(f"night {night} failed (exit code {code}); its message is in this log")


@dag(
    schedule="17 1 * * *",
    start_date=datetime(2026, 1, 1),
    catchup=False,
    max_active_runs=1,
    tags=["minima-census"],
)
def minima_census_nightly():
    @task(retries=3, retry_delay=timedelta(minutes=5), execution_timeout=timedelta(hours=6))
    def study(data_interval_start=None):
        run(data_interval_start.strftime("%Y-%m-%d"))

    study()


minima_census_nightly()
