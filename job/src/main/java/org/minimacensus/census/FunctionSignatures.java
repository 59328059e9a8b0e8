package org.minimacensus.census;

import java.io.Serializable;

/**
 * Makes {@link FunctionSignature}s where endpoints are compared: they may hold scratch space that
 * is not for several threads, so each task makes its own. Two of them give the same values, to the
 * last bit, on every machine.
 */
@FunctionalInterface
public interface FunctionSignatures extends Serializable {
  FunctionSignature signature();
}
