package org.minimacensus.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over numbers: widths and class names first, then the SHA-256 of each block of rows
 * ({@link RowBlock#rowsOfWidth}) in order, which is that of the big-endian IEEE bits of its rows.
 * So blocks can be digested anywhere, and how rows are spread over machines does not matter.
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
      MessageDigest block = newDigest();
      ByteBuffer row = ByteBuffer.allocate(width * Double.BYTES);

      for (int i = first; i < Math.min(rows, first + size); i++) {
        row.clear();

        for (double[][] table : tables) {
          for (double x : table[i]) {
            row.putDouble(x);
          }
        }

        block.update(row.flip());
      }

      digest.update(block.digest());
    }

    return HexFormat.of().formatHex(digest.digest());
  }

  /** Digest of a whole block. */
  static byte[] of(RowBlock block) {
    MessageDigest digest = newDigest();
    int width = block.width();
    ByteBuffer row = ByteBuffer.allocate(width * Double.BYTES);

    for (int r = 0; r < block.rows(); r++) {
      row.clear();
      row.asDoubleBuffer().put(block.values(), r * width, width);
      digest.update(row);
    }

    return digest.digest();
  }

  /**
   * Digest of a training set in lower-case hex.
   *
   * @param widths columns of the tables whose rows stand side by side
   * @param blocks digests of its blocks in order
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
