package org.minimacensus.census;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.minimacensus.certify.Endpoint;
import org.minimacensus.certify.EndpointClass;

/**
 * The part of an endpoint that a census and its table of minima need, in few bytes: restart, class,
 * loss, base loss, gradient norm, extreme eigenvalues and mode counts of the Hessian, loss error,
 * rows misclassified, theta, its error bounds and the added neuron; at infinity the kind and the
 * limit function with its error; all to the last bit. The other fields read back as if never set.
 */
public final class SlimEndpoint {
  private static final EndpointClass[] CLASSES = EndpointClass.values();

  private SlimEndpoint() {}

  public static void write(Endpoint endpoint, DataOutput out) throws IOException {
    out.writeLong(endpoint.restart());
    out.writeByte(endpoint.endpointClass().ordinal());
    out.writeDouble(endpoint.loss());
    out.writeDouble(endpoint.baseLoss());
    out.writeDouble(endpoint.gradientNorm());
    out.writeDouble(endpoint.hessianMinEigenvalue());
    out.writeDouble(endpoint.hessianMaxEigenvalue());
    out.writeInt(endpoint.hessianZeroModes());
    out.writeInt(endpoint.hessianNegativeModes());
    out.writeDouble(endpoint.lossError());
    out.writeLong(endpoint.misclassified());
    write(endpoint.theta(), out);
    write(endpoint.parameterError(), out);
    write(endpoint.augmentation(), out);
    if (endpoint.endpointClass() == EndpointClass.AT_INFINITY) {
      out.writeUTF(endpoint.infinityKind());
      out.writeDouble(endpoint.limitError());
      write(endpoint.limitOutputs(), out);
    }
  }

  /**
   * @param objective its name, which is the same for all endpoints of a census and is not written
   */
  public static Endpoint read(String objective, DataInput in) throws IOException {
    long restart = in.readLong();
    EndpointClass endpointClass = CLASSES[in.readByte()];
    Endpoint.Builder endpoint =
        Endpoint.builder()
            .objective(objective)
            .restart(restart)
            .endpointClass(endpointClass)
            .loss(in.readDouble())
            .baseLoss(in.readDouble())
            .gradientNorm(in.readDouble())
            .hessianMinEigenvalue(in.readDouble())
            .hessianMaxEigenvalue(in.readDouble())
            .hessianZeroModes(in.readInt())
            .hessianNegativeModes(in.readInt())
            .lossError(in.readDouble())
            .misclassified(in.readLong())
            .theta(read(in))
            .parameterError(read(in))
            .augmentation(read(in));
    if (endpointClass == EndpointClass.AT_INFINITY) {
      endpoint.infinityKind(in.readUTF()).limitError(in.readDouble()).limitOutputs(read(in));
    }

    return endpoint.build();
  }

  static void write(double[] values, DataOutput out) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  static double[] read(DataInput in) throws IOException {
    double[] values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }

    return values;
  }
}
