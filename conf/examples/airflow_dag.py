"""A study every night with Airflow 3 (Airflow 2: import dag and task from airflow.decorators).

The run's id is the start of the data interval, so that a retry, or a cleared task, goes on where its run stopped; a
finished run is shown again and costs seconds. Exit codes decide what Airflow does:

    0                 finished
    10, 130, 143      time spent or interrupted: what had ended is stored, the retry goes on
    everything else   a fault that a retry does not mend (conf, data, output, stored run, internal): fails at once
"""
import subprocess
from datetime import datetime, timedelta

from airflow.exceptions import AirflowException, AirflowFailException
from airflow.sdk import dag, task

PROJECT = "/opt/minima-census"
STUDY = "/etc/minima-census/nightly.conf"
RESUMABLE = {10, 130, 143}


def command(run_id):
    return [
        "./submit.sh", "run", STUDY,
        "--run-id", run_id,
        "--set", "restarts.first=auto",
        "--set", "restarts.count=1000",
        "--set", "restarts.stopping.max-seconds=14400",
        "--",
        "--master", "spark://master.example.org:7077",
        "--conf", "spark.cores.max=16",
    ]


def run(run_id):
    process = subprocess.Popen(command(run_id), cwd=PROJECT)
    try:
        code = process.wait()
    except BaseException:
        # Airflow ends the task (a timeout, a click): the job gets time to store what has finished.
        process.terminate()
        process.wait()
        raise
    if code in RESUMABLE:
        raise AirflowException(f"run {run_id} is unfinished (exit code {code}); the retry goes on with it")
    if code != 0:
        raise AirflowFailException(f"run {run_id} failed (exit code {code}); its message is in this log")


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
        run("night-" + data_interval_start.strftime("%Y-%m-%d"))

    study()


minima_census_nightly()
