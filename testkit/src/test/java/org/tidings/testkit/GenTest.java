package org.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenTest {
    @Test
    void of_givesEachValue() {
        assertThat(values(Gen.of("a", "b", "c"))).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void map_appliesTheFunction() {
        assertThat(values(Gen.of(1, 2).map(n -> n * 10))).containsExactlyInAnyOrder(10, 20);
    }

    @Test
    void flatMap_continuesWithTheChosenGenerator() {
        assertThat(values(Gen.of(1, 2).<String>flatMap(n -> Gen.constant("v" + n))))
                .containsExactlyInAnyOrder("v1", "v2");
    }

    @Test
    void filter_keepsWhatPasses() {
        assertThat(values(Gen.of(1, 2, 3).filter(n -> n != 2))).containsExactlyInAnyOrder(1, 3);
    }

    @Test
    void filter_nothingPasses_fails() {
        Gen<Integer> gen = Gen.of(1, 2).filter(n -> n > 2);

        assertThatThrownBy(() -> gen.next(Source.of(1, 1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void list_boundsGiven_keepsThem() {
        assertThat(values(Gen.constant("x").list(1, 2))).containsExactlyInAnyOrder(List.of("x"), List.of("x", "x"));
    }

    @Test
    void pair_makesBoth() {
        assertThat(values(Gen.pair(Gen.of(1, 2), Gen.constant("x"))))
                .containsExactlyInAnyOrder(new Gen.Pair<>(1, "x"), new Gen.Pair<>(2, "x"));
    }

    @Test
    void choice_weightZero_fails() {
        assertThatThrownBy(() -> Gen.Choice.value(0, "never")).isInstanceOf(IllegalArgumentException.class);
    }

    private static <T> Set<T> values(Gen<T> gen) {
        return IntStream.range(0, 200)
                .mapToObj(seed -> gen.next(Source.of(seed, 5)))
                .collect(Collectors.toSet());
    }
}
