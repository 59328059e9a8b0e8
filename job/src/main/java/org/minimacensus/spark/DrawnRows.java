package org.minimacensus.spark;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.minimacensus.data.RowSample;

/**
 * Slices with the rows of a sample alone, as if the files held no others. The slices of a piece
 * come in order and from one task.
 */
final class DrawnRows implements Iterator<ReadSlice> {
  private final Iterator<ReadSlice> slices;
  private final RowSample sample;
  private final Map<ReadSlice.Place, Long> pieceStarts;
  private final Map<ReadSlice.Place, Long> drawn = new HashMap<>();

  /**
   * @param pieceStarts index among all rows of the first row of each piece
   */
  DrawnRows(Iterator<ReadSlice> slices, RowSample sample, Map<ReadSlice.Place, Long> pieceStarts) {
    this.slices = slices;
    this.sample = sample;
    this.pieceStarts = pieceStarts;
  }

  @Override
  public boolean hasNext() {
    return slices.hasNext();
  }

  @Override
  public ReadSlice next() {
    ReadSlice whole = slices.next();

    if (whole.rows() == 0) {
      return whole;
    }

    ReadSlice.Place place = whole.place();
    long before = drawn.getOrDefault(place, 0L);
    ReadSlice some = whole.drawn(sample, pieceStarts.get(place), before);
    drawn.put(place, before + some.rows());
    return some;
  }
}
