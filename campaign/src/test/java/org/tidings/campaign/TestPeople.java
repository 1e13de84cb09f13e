package org.tidings.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.Guardianship;
import org.tidings.core.Channel;
import org.tidings.core.Profile;
import org.tidings.core.Schema;

/** Readers of the test library. */
final class TestPeople {
    private final Schema schema;
    private final Map<String, Map<String, Object>> values = new LinkedHashMap<>();
    private final List<Guardianship> guardianships = new ArrayList<>();
    private final Map<String, List<ConsentEvent>> consents = new LinkedHashMap<>();
    private int references;

    TestPeople(Programme programme) {
        this.schema = programme.schema();
    }

    /** Adds a reader with an even number of names and values. */
    TestPeople reader(String id, String birthDate, Object... namesAndValues) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("birthDate", LocalDate.parse(birthDate));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            own.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        values.put(id, own);
        return this;
    }

    /** Gives a reader a book that was due on a day. */
    @SuppressWarnings("unchecked") // what is put under the name is such a list, always
    TestPeople loan(String id, String due) {
        List<Object> loans = (List<Object>) values.get(id).computeIfAbsent("loans", any -> new ArrayList<>());
        loans.add(Map.of("due", LocalDate.parse(due), "title", "Book"));
        return this;
    }

    TestPeople guardian(String child, String holder, int priority) {
        guardianships.add(Guardianship.guardian(child, holder, priority));
        return this;
    }

    TestPeople guardianship(Guardianship guardianship) {
        guardianships.add(guardianship);
        return this;
    }

    TestPeople grants(String id, Channel channel) {
        return event(id, ConsentEventType.GRANT, channel, "2029-01-01T00:00:00Z");
    }

    TestPeople event(String id, ConsentEventType type, Channel channel, String at) {
        ConsentEvent event = ConsentEvent.builder(type, Instant.parse(at))
                .reference("consent-" + ++references)
                .purpose("service")
                .channels(channel)
                .explicit(true)
                .evidence("form " + references)
                .build();
        consents.computeIfAbsent(id, any -> new ArrayList<>()).add(event);
        return this;
    }

    People build() {
        PeopleBuilder builder = new PeopleBuilder();
        values.forEach((id, own) -> builder.add(Profile.of(schema, id, own)));
        consents.forEach((id, events) -> events.forEach(event -> builder.addConsent(id, event)));
        guardianships.forEach(builder::addGuardianship);
        return builder.build();
    }
}
