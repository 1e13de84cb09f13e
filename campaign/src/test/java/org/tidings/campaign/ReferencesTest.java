package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.core.Channel;

class ReferencesTest {
    private final Programme programme = TestProgramme.library().load();

    @TempDir
    private Path folder;

    private int runs;

    @Test
    void message_nextSeason_hasAnotherName() {
        Set<String> first = references("2030-03-04T08:00:00Z", LocalDate.of(2030, 4, 10), "kid", "tot");
        Set<String> second = references("2031-03-04T08:00:00Z", LocalDate.of(2031, 4, 10), "kid", "tot");

        assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
    }

    @Test
    void message_sameSeason_hasTheSameName() {
        assertThat(references("2030-03-04T08:00:00Z", LocalDate.of(2030, 4, 10), "kid", "tot"))
                .isEqualTo(references("2030-03-04T08:00:00Z", LocalDate.of(2030, 4, 10), "kid", "tot"));
    }

    @Test
    void message_idsThatHoldSeparators_doNotCollide() {
        Set<String> apart = references("2030-03-04T08:00:00Z", LocalDate.of(2040, 1, 1), "a", "b");

        for (String together : List.of("a\nb", "a\tb", "1:a1:b", "a1:b")) {
            Set<String> one = references("2030-03-04T08:00:00Z", LocalDate.of(2040, 1, 1), together);
            // What goes to the reader of age is the same both times; the message about children is not.
            assertThat(one).hasSameSizeAs(apart).isNotEqualTo(apart);
        }
    }

    /** Returns the references of what goes to a guardian of some children, and of what goes to a reader of age. */
    private Set<String> references(String at, LocalDate cardEnds, String... children) {
        TestPeople people = new TestPeople(programme)
                .reader("ann", "1990-01-01", "cardEnds", cardEnds, "street", "Ring 1")
                .reader("mum", "1992-01-01", "mobile", "+1", "street", "Ring 2")
                .grants("mum", Channel.SMS);
        for (String child : children) {
            people.reader(child, "2024-01-01").loan(child, "2030-02-01").guardian(child, "mum", 1);
        }
        Set<String> result = new HashSet<>();
        Carrier carrier = new Carrier(result);
        CampaignRun.of(programme, people.build(), RunOptions.defaults().withAt(Instant.parse(at)))
                .withTransport(carrier)
                .into(folder.resolve("run" + runs++));
        return result;
    }

    private record Carrier(Set<String> references) implements Transport {
        @Override
        public Handover send(OutgoingMessage message) {
            references.add(message.reference());
            return Handover.ACCEPTED;
        }

        @Override
        public void flush() {}

        @Override
        public LookUp lookUp(String reference) {
            return LookUp.UNKNOWN;
        }

        @Override
        public void close() {}
    }
}
