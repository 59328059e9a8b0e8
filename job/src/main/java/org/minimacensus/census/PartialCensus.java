package org.minimacensus.census;

import org.minimacensus.model.NetworkSymmetry;

/** The comparisons that a census is made of; not for several threads. */
public final class PartialCensus {
  PartialCensus(NetworkSymmetry symmetry, FunctionSignature signature, CensusSettings settings) {}
}
