package org.minimacensus.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KernelWarmUpTest {
  @Test
  void warmsUpOnceAndTellsRatesOfTheKernelsOfThisMachine() {
    KernelWarmUp.Rates rates = KernelWarmUp.run(System::nanoTime);

    assertThat(rates.kernels()).isEqualTo(KernelProvider.kernels().name());
    assertThat(rates.product()).isPositive().isFinite();
    assertThat(rates.transposed()).isPositive().isFinite();
    assertThat(rates.tanh()).isPositive().isFinite();
    assertThat(KernelWarmUp.run(System::nanoTime)).isSameAs(rates);
    assertThat(rates.text())
        .matches(
            "kernels [a-z0-9-]+: products [0-9.]+ GF/s, transposed products [0-9.]+ GF/s, tanh with"
                + " slope [0-9]+ million/s on one thread");
  }
}
