package org.minimacensus.census;

/** How the parameters of added neurons, as the papers write them, are laid out. */
final class AddedBlocks {
  private AddedBlocks() {}

  /**
   * Parameters of one block, its amplitude first: one block an output, of d + 1 >= 2 numbers or
   * more. A scaled loss has a single one, (a, b), whatever the number of outputs.
   *
   * @param length of all blocks
   */
  static int each(int length, int outputs) {
    return length == 2 ? 2 : length / outputs;
  }
}
