package org.minimacensus.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over numbers: widths and class names first, then the big-endian IEEE bits of the rows of
 * the first block ({@link RowBlock#rowsOfWidth}), then the SHA-256 of the bits of each further
 * block in order. So blocks can be digested anywhere, how rows are spread over machines does not
 * matter, and a small training set has the digest of its plain bits.
 */
public final class DataDigest {
  private DataDigest() {}

  /**
   * Digest of rows of numbers in lower-case hex.
   *
   * @param tables matrices of equal height whose rows stand side by side
   */
  public static String sha256(List<String> classNames, double[][]... tables) {
    MessageDigest digest = newDigest();
    int[] widths = new int[tables.length];
    int width = 0;

    for (int t = 0; t < widths.length; t++) {
      widths[t] = tables[t][0].length;
      width += widths[t];
    }

    header(digest, classNames, widths);
    int rows = tables[0].length;
    int size = RowBlock.rowsOfWidth(width);

    for (int first = 0; first < rows; first += size) {
      double[] values = new double[Math.min(size, rows - first) * width];
      int at = 0;

      for (int i = first; i < Math.min(rows, first + size); i++) {
        for (double[][] table : tables) {
          System.arraycopy(table[i], 0, values, at, table[i].length);
          at += table[i].length;
        }
      }

      digest.update(of(new RowBlock(first, values.length / width, values)));
    }

    return HexFormat.of().formatHex(digest.digest());
  }

  /** What a whole block adds to the digest: of the first one its bits, of others their SHA-256. */
  static byte[] of(RowBlock block) {
    ByteBuffer bits = ByteBuffer.allocate(block.values().length * Double.BYTES);
    bits.asDoubleBuffer().put(block.values());
    return block.firstRow() == 0 ? bits.array() : newDigest().digest(bits.array());
  }

  /**
   * Digest of a training set in lower-case hex.
   *
   * @param widths columns of the tables whose rows stand side by side
   * @param blocks of each block {@link #of(RowBlock)}, in order
   */
  static String sha256(List<String> classNames, int[] widths, Iterable<byte[]> blocks) {
    MessageDigest digest = newDigest();
    header(digest, classNames, widths);
    blocks.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  /** An empty SHA-256. */
  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void header(MessageDigest digest, List<String> classNames, int... widths) {
    for (int width : widths) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, width));
    }

    for (String name : classNames) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
  }
}
