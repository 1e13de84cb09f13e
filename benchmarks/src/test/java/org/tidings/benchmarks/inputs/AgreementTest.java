package org.tidings.benchmarks.inputs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
    private static final List<Integer> INPUTS = List.of(1, 2, 3);

    @Test
    void check_sameAnswers_passes() {
        assertThatCode(() -> Agreement.<Integer>check("sum", INPUTS, i -> i + i, i -> 2 * i))
                .doesNotThrowAnyException();
    }

    @Test
    void check_anotherAnswer_namesInputAndBothAnswers() {
        assertThatThrownBy(() -> Agreement.<Integer>check("sum", INPUTS, i -> i * i, i -> i + i))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sum: input 0 of 3 (1) gives 1 one way and 2 the other");
    }

    @Test
    void checkVaried_oneAnswerForAll_isRefused() {
        assertThatThrownBy(() -> Agreement.<Integer>checkVaried("sign", INPUTS, Integer::signum))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("all 3 inputs give the same answer");
        assertThatCode(() -> Agreement.<Integer>checkVaried("parity", INPUTS, i -> i % 2))
                .doesNotThrowAnyException();
    }
}
