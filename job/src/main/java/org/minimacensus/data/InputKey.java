package org.minimacensus.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/**
 * Stands for the input of a row: the first 128 bits of the SHA-256 of its IEEE bits, where -0 is 0.
 * Different inputs of one key are not to be feared. Not thread-safe.
 */
public final class InputKey {
  private final MessageDigest digest = DataDigest.newDigest();
  private final int features;
  private final ByteBuffer input;
  private final ByteBuffer target;
  private ByteBuffer key = ByteBuffer.allocate(2 * Long.BYTES);
  private long targetKey;

  /**
   * @param features d
   * @param outputs K
   */
  public InputKey(int features, int outputs) {
    this.features = features;
    this.input = ByteBuffer.allocate(features * Double.BYTES);
    this.target = ByteBuffer.allocate(outputs * Double.BYTES);
  }

  /** Takes up a row of features and targets as the network sees them. */
  public void take(double[] row) {
    key = sha256(input, row, 0);
    // One number is its own key.
    targetKey =
        row.length == features + 1
            ? Double.doubleToLongBits(row[features] + 0.0)
            : sha256(target, row, features).getLong(0);
  }

  /** First half of the key of the input. */
  public long high() {
    return key.getLong(0);
  }

  /** Second half of the key of the input. */
  public long low() {
    return key.getLong(Long.BYTES);
  }

  /** Equal for equal targets. */
  public long target() {
    return targetKey;
  }

  private ByteBuffer sha256(ByteBuffer buffer, double[] row, int from) {
    buffer.clear();

    while (buffer.hasRemaining()) {
      // Adding 0 turns -0 into 0.
      buffer.putDouble(row[from + buffer.position() / Double.BYTES] + 0.0);
    }

    return ByteBuffer.wrap(digest.digest(buffer.array()));
  }
}
