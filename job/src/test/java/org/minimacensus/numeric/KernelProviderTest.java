package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelProviderTest {
  /** What a JVM of its own chooses. */
  static final class Probe {
    public static void main(String[] args) {
      System.out.println(KernelProvider.kernels().name() + ": " + KernelProvider.reason());
    }
  }

  @Test
  void vectorKernelsAreChosenWhereTheModuleIsPresent() {
    KernelProvider.Choice choice = KernelProvider.choose("");
    assertThat(choice.kernels().name()).startsWith("vector-");
    assertThat(choice.reason()).isEqualTo("the module jdk.incubator.vector is present");
    assertThat(KernelProvider.choose("vector").kernels().name()).isEqualTo(choice.kernels().name());
  }

  @Test
  void propertyOverrides() {
    assertThat(KernelProvider.choose("scalar").kernels()).isInstanceOf(ScalarKernels.class);
    assertThat(KernelProvider.choose("scalar").reason()).isEqualTo("minima.kernels=scalar");
    assertThatThrownBy(() -> KernelProvider.choose("simd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minima.kernels must be scalar or vector, was 'simd'");
  }

  @Test
  void kernelsAreChosenOnce() {
    assertThat(KernelProvider.kernels()).isSameAs(KernelProvider.kernels());
  }

  @Test
  void scalarKernelsRunWhereTheModuleIsMissing() throws Exception {
    assertThat(ownJvm()).contains("scalar: the module jdk.incubator.vector is not present");
    assertThat(ownJvm("--add-modules", "jdk.incubator.vector")).contains("vector-");
  }

  @Test
  void vectorKernelsThatCannotRunAreAnErrorWhenAskedFor() throws Exception {
    assertThat(ownJvm("-Dminima.kernels=vector"))
        .contains(
            "minima.kernels=vector was asked for, but the module jdk.incubator.vector is not"
                + " present; add --add-modules jdk.incubator.vector to the JVM options");
  }

  private static String ownJvm(String... options)
      throws IOException, InterruptedException, URISyntaxException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(
        location(KernelProvider.class) + File.pathSeparator + location(KernelProviderTest.class));
    command.add(Probe.class.getName());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
