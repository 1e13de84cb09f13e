package org.tidings.benchmarks.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RotationTest {
    @Test
    void next_pastTheEnd_beginsAgain() {
        Rotation<String> rotation = Rotation.of(List.of("a", "b"));

        assertThat(Stream.generate(rotation::next).limit(5)).containsExactly("a", "b", "a", "b", "a");
    }

    @Test
    void of_nothing_isRefused() {
        assertThatThrownBy(() -> Rotation.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
