package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.consent.Guardianship;
import org.tidings.core.Profile;
import org.tidings.core.Schema;

class PeopleBuilderTest {
    private final Schema schema = TestProgramme.library().load().schema();

    @Test
    void add_sameIdTwice_keepsTheFirst() {
        PeopleBuilder builder = new PeopleBuilder();

        assertThat(builder.add(profile("ann", "1990-01-01"))).isTrue();
        assertThat(builder.add(profile("ann", "1991-01-01"))).isFalse();

        assertThat(builder.size()).isEqualTo(1);
        assertThat(builder.contains("ann")).isTrue();
        assertThat(builder.build().size()).isEqualTo(1);
    }

    @Test
    void addGuardianship_ofAStranger_isRefused() {
        PeopleBuilder builder = new PeopleBuilder();
        builder.add(profile("kid", "2022-01-01"));

        assertThat(builder.addGuardianship(Guardianship.guardian("nobody", "kid", 1)))
                .isFalse();
        assertThat(builder.addGuardianship(Guardianship.guardian("kid", "second", 2)))
                .isTrue();
        assertThat(builder.addGuardianship(Guardianship.guardian("kid", "first", 1)))
                .isTrue();

        People people = builder.build();
        assertThat(people.guardians(0)).extracting(Guardianship::holder).containsExactly("first", "second");
        assertThat(people.consents(0).events()).isEmpty();
        assertThat(people.indexOf("nobody")).isEmpty();
    }

    private Profile profile(String id, String birthDate) {
        return Profile.of(schema, id, Map.of("birthDate", LocalDate.parse(birthDate)));
    }
}
