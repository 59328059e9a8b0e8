package org.minimacensus.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 over numbers: counts and class names first, then the big-endian IEEE bits of each row.
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
    int rows = tables[0].length;
    int width = 0;
    for (double[][] table : tables) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, table[0].length));
      width += table[0].length;
    }
    for (String name : classNames) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    ByteBuffer row = ByteBuffer.allocate(width * Double.BYTES);
    for (int i = 0; i < rows; i++) {
      row.clear();
      for (double[][] table : tables) {
        for (double x : table[i]) {
          row.putDouble(x);
        }
      }
      digest.update(row.flip());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
