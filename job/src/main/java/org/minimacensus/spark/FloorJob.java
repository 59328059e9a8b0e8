package org.minimacensus.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.minimacensus.data.DataShard;
import org.minimacensus.objective.FunctionSpaceFloor;
import org.minimacensus.objective.Loss;
import org.minimacensus.objective.Reduction;
import scala.Tuple2;

/** The function-space floor of shards on executors, with the bits of the one in memory. */
final class FloorJob {
  private FloorJob() {}

  /**
   * @param rows n
   */
  static FunctionSpaceFloor floor(
      JavaRDD<DataShard> shards, Loss loss, Reduction reduction, long rows) {
    List<Part> singles =
        new ArrayList<>(
            shards
                .map(
                    s ->
                        new Part(
                            s.id(),
                            IntStream.of(s.inputGroups()).anyMatch(g -> g >= 0),
                            FunctionSpaceFloor.ofSingleInputs(s, loss)))
                .collect());
    boolean grouped = singles.stream().anyMatch(Part::grouped);
    List<Part> blocks = grouped ? groups(shards, loss) : List.of();
    return FunctionSpaceFloor.sum(inOrder(singles), inOrder(blocks), reduction, rows);
  }

  /**
   * A part of the floor.
   *
   * @param index of the shard or of the block of groups
   * @param grouped whether a shard has rows in groups
   */
  private record Part(int index, boolean grouped, FunctionSpaceFloor floor)
      implements Serializable {}

  /** Rows of one block of groups in one shard, in order: their groups and K targets each. */
  private record Members(int shard, int block, int[] groups, double[] targets)
      implements Serializable {}

  private static List<FunctionSpaceFloor> inOrder(List<Part> parts) {
    return parts.stream().sorted(Comparator.comparingInt(Part::index)).map(Part::floor).toList();
  }

  private static List<Part> groups(JavaRDD<DataShard> shards, Loss loss) {
    int tasks = shards.getNumPartitions();
    return shards
        .flatMapToPair(
            shard ->
                members(shard).stream().map(m -> new Tuple2<>(m.block() % tasks, m)).iterator())
        .partitionBy(new ByIndex(tasks))
        .values()
        .mapPartitions(members -> ofBlocks(members, loss))
        .collect();
  }

  private static List<Members> members(DataShard shard) {
    TreeMap<Integer, List<Integer>> rowsOfBlock = new TreeMap<>();

    for (int r = 0; r < shard.inputGroups().length; r++) {
      if (shard.inputGroups()[r] >= 0) {
        int block = shard.inputGroups()[r] / FunctionSpaceFloor.GROUPS_PER_BLOCK;
        rowsOfBlock.computeIfAbsent(block, b -> new ArrayList<>()).add(r);
      }
    }

    List<Members> members = new ArrayList<>();
    rowsOfBlock.forEach(
        (block, rows) ->
            members.add(
                new Members(
                    shard.id(),
                    block,
                    rows.stream().mapToInt(r -> shard.inputGroups()[r]).toArray(),
                    rows.stream()
                        .flatMapToDouble(r -> Arrays.stream(FunctionSpaceFloor.targets(shard, r)))
                        .toArray())));
    return members;
  }

  private static Iterator<Part> ofBlocks(Iterator<Members> members, Loss loss) {
    TreeMap<Integer, List<Members>> blocks = new TreeMap<>();
    members.forEachRemaining(m -> blocks.computeIfAbsent(m.block(), b -> new ArrayList<>()).add(m));
    return blocks.entrySet().stream()
        .map(
            block ->
                new Part(
                    block.getKey(),
                    true,
                    FunctionSpaceFloor.ofGroups(targets(block.getValue()), loss)))
        .iterator();
  }

  /** Groups in order, of each the targets of its rows in order. */
  private static Iterable<List<double[]>> targets(List<Members> ofBlock) {
    ofBlock.sort(Comparator.comparingInt(Members::shard));
    TreeMap<Integer, List<double[]>> groups = new TreeMap<>();

    for (Members m : ofBlock) {
      int k = m.targets().length / m.groups().length;

      for (int i = 0; i < m.groups().length; i++) {
        groups
            .computeIfAbsent(m.groups()[i], g -> new ArrayList<>())
            .add(Arrays.copyOfRange(m.targets(), i * k, (i + 1) * k));
      }
    }

    return groups.values();
  }
}
