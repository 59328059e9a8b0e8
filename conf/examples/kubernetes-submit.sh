#!/usr/bin/env bash
# Submits a night of a study to Kubernetes with the spark-submit of a Spark distribution (the embedded Spark has no
# Kubernetes).
#   SPARK_HOME=/opt/spark IMAGE=registry.example.org/minima-census:0.1.0 \
#     conf/examples/kubernetes-submit.sh k8s://https://kubernetes.example.org:6443 2026-01-01
# The image holds Spark 4.1.0 on Java 17 and the job's jar; the claim "studies" holds conf files, and data and results
# too unless they are in an object store.
set -euo pipefail

: "${SPARK_HOME:?is not set; point it at a Spark distribution}"
: "${IMAGE:?is not set; name an image with Spark and the jar of the job}"
master=${1:?the first argument is the address of the API server, k8s://https://HOST:PORT}
night=${2:?the second argument is the date of the night, YYYY-MM-DD}

volumes=()
for role in driver executor; do
  volume=spark.kubernetes.$role.volumes.persistentVolumeClaim.studies
  volumes+=(--conf "$volume.options.claimName=studies" --conf "$volume.mount.path=/studies")
done

exec "$SPARK_HOME/bin/spark-submit" \
  --master "$master" \
  --deploy-mode cluster \
  --name minima-census \
  --class org.minimacensus.cli.Main \
  --driver-memory 2g \
  --executor-memory 8g \
  --executor-cores 4 \
  --num-executors 4 \
  --conf spark.kubernetes.namespace=minima-census \
  --conf spark.kubernetes.container.image="$IMAGE" \
  --conf spark.kubernetes.authenticate.driver.serviceAccountName=spark \
  --conf spark.kubernetes.executor.deleteOnTermination=true \
  --conf spark.executorEnv.OPENBLAS_NUM_THREADS=1 \
  --conf spark.kubernetes.driverEnv.OPENBLAS_NUM_THREADS=1 \
  --conf spark.authenticate=true \
  --conf spark.network.crypto.enabled=true \
  --conf spark.eventLog.enabled=true \
  --conf spark.eventLog.dir=file:///studies/spark-events \
  "${volumes[@]}" \
  local:///opt/minima-census/minima-census-job.jar \
  nightly /studies/conf/nightly.conf --as-of "$night" --keep 30 --output /studies/out
