package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;

class PersonalizerTest {
    private final Programme programme = TestProgramme.library().load();
    private final People people = new TestPeople(programme)
            .reader("ann", "1990-01-01", "name", "Ann", "mobile", "+1", "cardEnds", LocalDate.of(2030, 3, 12))
            .loan("ann", "2030-02-01")
            .grants("ann", Channel.SMS)
            .reader("kid", "2022-01-01")
            .loan("kid", "2030-02-01")
            .reader("bob", "1990-01-01")
            .build();
    private final Personalizer personalizer = Personalizer.of(programme, RunOptions.defaults());

    @Test
    void personalize_adult_writesHerMessagesWithSpacing() {
        Personalization found = personalizer.personalize(people, index("ann"));

        assertThat(found.messages())
                .extracting(PersonalMessage::step)
                .containsExactly("NOTICE", "VISIT-T7", "VISIT-T1");
        assertThat(found.messages().get(0).message().parts()).containsEntry("text", "Town Library: Ann 1 late.");
        assertThat(found.messages().get(0).categories()).contains("identity", "loans");
        assertThat(found.messages().get(1).message().sendAt()).isEqualTo(Instant.parse("2030-03-06T08:00:00Z"));
        assertThat(found.outcomes()).containsOnlyKeys("NOTICE", "VISIT-T7", "VISIT-T1");
    }

    @Test
    void personalize_again_givesTheSame() {
        Personalization first = personalizer.personalize(people, index("ann"));

        assertThat(personalizer.personalize(people, index("ann"))).isEqualTo(first);
    }

    @Test
    void personalize_childWithoutGuardian_isAnOutcome() {
        Personalization found = personalizer.personalize(people, index("kid"));

        assertThat(found.messages()).isEmpty();
        assertThat(found.outcomes().get("NOTICE")).isInstanceOf(Outcome.Withheld.class);
    }

    @Test
    void personalize_notMeant_isNothing() {
        Personalization found = personalizer.personalize(people, index("bob"));

        assertThat(found.messages()).isEmpty();
        assertThat(found.outcomes()).isEmpty();
    }

    private int index(String id) {
        return people.indexOf(id).orElseThrow();
    }
}
