#!/usr/bin/env bash
# Times kernels (KernelsBenchmark) and whole gradients, Hessian-vector products and Hessians (GradientBenchmark) with
# JMH; a benchmark whose result is wrong fails. What stands behind goes to JMH:
#   bench/jmh.sh                                         all; takes an hour
#   bench/jmh.sh Kernels.tanh -p kernels=vector -prof gc
#   bench/jmh.sh Gradient.gradient -p shape=2000x20x8x1 -p activation=softplus -rf json -rff out.json
#   bench/jmh.sh -jvmArgsAppend -XX:UseAVX=2 Gradient
set -euo pipefail

folder=$(dirname "${BASH_SOURCE[0]}")
classpath=$("$folder/classpath.sh")
# Forks inherit the options of this JVM.
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --add-modules jdk.incubator.vector -cp "$classpath" org.openjdk.jmh.Main "$@"
