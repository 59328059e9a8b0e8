package org.minimacensus.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.PositionOutputStream;

/**
 * Passes on what Parquet writes, with the same bytes in every process: the footer lists the
 * encodings of a column as Java's hash sets have them, in an order that changes from process to
 * process. The end of the file is held back, and its lists are sorted.
 */
final class SteadyOutput extends PositionOutputStream {
  /** More than any footer: a few kilobytes for each 128 MB of rows. */
  private static final int HELD_BACK = 1 << 22;

  /** Length of the footer, then the four letters that every Parquet file ends with. */
  private static final int TRAILER = 8;

  private final FSDataOutputStream out;
  private byte[] held = new byte[1 << 16];
  private int size;
  private long position;

  SteadyOutput(FSDataOutputStream out) {
    this.out = out;
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int n = Math.min(HELD_BACK, length - done);
      if (size + n > held.length) {
        held = Arrays.copyOf(held, Math.min(2 * HELD_BACK, 2 * (size + n)));
      }

      System.arraycopy(bytes, from + done, held, size, n);
      size += n;
      done += n;
      if (size > HELD_BACK) {
        out.write(held, 0, size - HELD_BACK);
        System.arraycopy(held, size - HELD_BACK, held, 0, HELD_BACK);
        size = HELD_BACK;
      }
    }

    position += length;
  }

  @Override
  public void close() throws IOException {
    try (out) {
      int end = size - TRAILER;
      int length = ByteBuffer.wrap(held).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
      int begin = end - length;
      if (begin < 0) {
        throw new IllegalStateException(
            "expected a Parquet footer of at most "
                + HELD_BACK
                + " bytes, found "
                + length
                + ": write fewer rows to a file");
      }

      byte[] footer = sorted(Arrays.copyOfRange(held, begin, end));
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
      trailer.putInt(footer.length).put(held, end + Integer.BYTES, TRAILER - Integer.BYTES);
      out.write(held, 0, begin);
      out.write(footer);
      out.write(trailer.array());
      out.hsync();
    }
  }

  private static byte[] sorted(byte[] footer) throws IOException {
    FileMetaData facts = Util.readFileMetaData(new ByteArrayInputStream(footer));
    for (RowGroup group : facts.getRow_groups()) {
      for (ColumnChunk column : group.getColumns()) {
        ColumnMetaData of = column.getMeta_data();
        Collections.sort(of.getEncodings());
        if (of.isSetEncoding_stats()) {
          of.getEncoding_stats()
              .sort(
                  Comparator.comparing(PageEncodingStats::getPage_type)
                      .thenComparing(PageEncodingStats::getEncoding));
        }
      }
    }

    ByteArrayOutputStream written = new ByteArrayOutputStream();
    Util.writeFileMetaData(facts, written);
    return written.toByteArray();
  }
}
