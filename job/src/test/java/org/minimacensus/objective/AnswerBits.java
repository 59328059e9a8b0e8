package org.minimacensus.objective;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.minimacensus.model.Activations;
import org.minimacensus.numeric.KernelProvider;

/**
 * Prints the digest of the bits of values, gradients, Hessian-vector products and Hessians of many
 * objectives, as this JVM computes them: {@code AnswerBits ROUNDS}. Rounds after the first must
 * give the same bits, whatever has been compiled meanwhile.
 */
public final class AnswerBits {
  private AnswerBits() {}

  public static void main(String[] args) throws Exception {
    String first = digest();
    for (int round = 1; round < Integer.parseInt(args[0]); round++) {
      String again = digest();
      if (!again.equals(first)) {
        throw new IllegalStateException(
            "round " + round + " gave the digest " + again + ", the first one " + first);
      }
    }

    System.out.println(KernelProvider.kernels().name() + " " + first);
  }

  private static String digest() throws Exception {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (ObjectiveCase c : cases()) {
      double[] v = new double[c.parameters().length];
      for (int i = 0; i < v.length; i++) {
        v[i] = 1 - 0.37 * (i % 7);
      }

      LocalEvaluator evaluator = c.evaluator();
      Answer product = evaluator.evaluate(Question.hessianVector(c.point(), v));
      Answer hessian = evaluator.evaluate(Question.hessian(c.point()));
      Answer gradient = evaluator.evaluate(Question.gradient(c.point()));
      update(sha, evaluator.evaluate(Question.value(c.point())).value());
      update(sha, gradient.gradient().values());
      update(sha, product.hessianVector().values());
      update(sha, hessian.hessian().values());
    }

    return HexFormat.of().formatHex(sha.digest());
  }

  /** Every activation and every objective, on shards of one tile and of several. */
  private static List<ObjectiveCase> cases() {
    List<ObjectiveCase> all = new ArrayList<>();
    for (String activation : Activations.names()) {
      all.add(ObjectiveCase.random(21, activation, "squared", "output-neuron", 77));
      all.add(ObjectiveCase.random(22, activation, "cross-entropy", "plain", 500));
    }

    for (String objective : ObjectiveCase.OBJECTIVES) {
      all.add(ObjectiveCase.random(23, "tanh", "logistic", objective, 130));
    }

    return all;
  }

  private static void update(MessageDigest sha, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
    for (double value : values) {
      bytes.putLong(Double.doubleToLongBits(value));
    }

    sha.update(bytes.array());
  }
}
