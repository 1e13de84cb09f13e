package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
    private static double bucket(String salt, String id) {
        return Buckets.bucket(Buckets.hash(id), Buckets.ofSalt(salt));
    }

    @ParameterizedTest
    @CsvSource({"'', cbf29ce484222325", "a, af63dc4c8601ec8c", "foobar, 85944171f73967e8"})
    void hash_publishedVectors_agree(String text, String expected) {
        assertThat(Long.toHexString(Buckets.hash(text))).isEqualTo(expected);
    }

    @Test
    void hash_ofAnyScript_isThatOfTheUtf8Bytes() {
        String text = "aé€\uD83D\uDE00";
        long expected = 0xCBF29CE484222325L;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            expected = (expected ^ (octet & 0xFF)) * 0x100000001B3L;
        }
        assertThat(Buckets.hash(text)).isEqualTo(expected);
        assertThat(Buckets.hash("\uD83D")).isEqualTo(Buckets.hash("\uFFFD"));
    }

    @ParameterizedTest
    @CsvSource({
        "'holdout', '1', 0.0802678317139579",
        "'holdout', '2', 0.6186743085719909",
        "'holdout', 'person-42', 0.09603336305249788",
        "'reminder-text', 'person-42', 0.6129626828994245",
        "'', 'x', 0.6620960211482706",
        "'é', 'Łódź', 0.5946045424974322"
    })
    void bucket_guideVectors_agree(String salt, String id, double expected) {
        assertThat(bucket(salt, id)).isEqualTo(expected);
    }

    /** 15 degrees of freedom: the statistic passes 37.7 once in a thousand. */
    @Test
    void buckets_ofOneSalt_areUniform() {
        for (int salt = 0; salt < 40; salt++) {
            int[] counts = new int[16];
            for (int id = 0; id < 16_000; id++) {
                counts[(int) (bucket("salt-" + salt, "person-" + id) * 16)]++;
            }
            assertThat(chiSquare(counts)).as("salt %d", salt).isLessThan(45.0);
        }
    }

    /** The joint distribution over two salts is uniform, also where the salts differ in one character. */
    @Test
    void buckets_ofTwoSalts_areIndependent() {
        double sum = 0;
        for (int salt = 0; salt < 40; salt++) {
            int[] counts = new int[16];
            for (int id = 0; id < 16_000; id++) {
                int first = (int) (bucket("exp" + salt, String.valueOf(id)) * 4);
                int second = (int) (bucket("exp" + (salt + 1), String.valueOf(id)) * 4);
                counts[first * 4 + second]++;
            }
            double statistic = chiSquare(counts);
            assertThat(statistic).as("salts %d and %d", salt, salt + 1).isLessThan(45.0);
            sum += statistic;
        }
        // The mean of 40 statistics with 15 degrees of freedom has a standard deviation of 0.87.
        assertThat(sum / 40).isCloseTo(15.0, within(3.5));
    }

    private static double chiSquare(int[] counts) {
        double expected = 1_000.0;
        double statistic = 0;
        for (int count : counts) {
            statistic += (count - expected) * (count - expected) / expected;
        }
        return statistic;
    }

    @Test
    void bucket_inARule_selectsItsShare() {
        Rulebook rulebook = People.rulebook("segment tenth = bucket('holdout') < 0.1");
        BoundRules rules = rulebook.bind(People.OCTOBER);
        int found = 0;
        for (int i = 0; i < 2_000; i++) {
            org.tidings.core.Profile person = org.tidings.core.Profile.of(People.SCHEMA, "id" + i, People.values());
            found += rules.on(person).matches(rulebook.segment("tenth").orElseThrow()) ? 1 : 0;
        }
        assertThat(found).isBetween(160, 240);
    }
}
