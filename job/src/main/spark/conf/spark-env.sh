# shellcheck shell=bash
# Sourced with the arguments of spark-class.

# On one machine Spark listens on loopback alone. With a master elsewhere it must be reachable, and
# then Spark chooses the address, or SPARK_LOCAL_IP does.
case " $* " in
  *' --master '[!l]* | *' --master='[!l]* | *'spark.master='[!l]*) ;;
  *) export SPARK_LOCAL_IP="${SPARK_LOCAL_IP:-127.0.0.1}" ;;
esac
