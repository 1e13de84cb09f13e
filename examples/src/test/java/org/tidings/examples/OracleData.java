package org.tidings.examples;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A population as the naive program sees it: maps of rows. */
final class OracleData {
    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    final Map<String, Person> people = new TreeMap<>();
    final Map<String, List<Guardian>> guardians = new HashMap<>();
    final Map<String, Map<String, String>> contacts = new HashMap<>();
    final Set<LocalDate> holidays = new HashSet<>();
    private final Map<String, List<Instant>> doses = new HashMap<>();
    private final Map<String, List<Condition>> conditions = new HashMap<>();
    private final Map<String, List<Consent>> consents = new HashMap<>();

    record Person(String id, LocalDate birth, Optional<LocalDate> death, String city) {}

    record Guardian(String id, int priority) {}

    record Condition(String code, LocalDate start, Optional<LocalDate> stop) {}

    record Consent(Instant at, String event, Optional<LocalDate> expiresOn) {}

    OracleData(Path folder, Path holidayFile) {
        for (Map<String, String> row : Tables.read(folder, "people")) {
            String id = row.get("person_id");
            people.put(
                    id,
                    new Person(id, LocalDate.parse(row.get("birth_date")), day(row, "death_date"), row.get("city")));
        }
        for (Map<String, String> row : Tables.read(folder, "derived_contacts")) {
            contacts.put(row.get("person_id"), row);
        }
        for (Map<String, String> row : Tables.read(folder, "derived_guardians")) {
            list(guardians, row.get("child_id"))
                    .add(new Guardian(row.get("guardian_id"), Integer.parseInt(row.get("priority"))));
        }
        guardians.values().forEach(list -> list.sort(Comparator.comparingInt(Guardian::priority)));
        for (Map<String, String> row : Tables.read(folder, "derived_consents")) {
            String key = row.get("person_id") + row.get("purpose") + row.get("channel");
            list(consents, key)
                    .add(new Consent(Instant.parse(row.get("at")), row.get("event"), day(row, "expires_on")));
        }
        consents.values().forEach(list -> list.sort(Comparator.comparing(Consent::at)));
        for (Map<String, String> row : Tables.read(folder, "immunizations")) {
            list(doses, row.get("person_id") + row.get("cvx")).add(Instant.parse(row.get("occurred_at")));
        }
        doses.values().forEach(list -> list.sort(Comparator.naturalOrder()));
        for (Map<String, String> row : Tables.read(folder, "conditions")) {
            list(conditions, row.get("person_id"))
                    .add(new Condition(row.get("snomed"), LocalDate.parse(row.get("start")), day(row, "stop")));
        }
        for (Map<String, String> row : Tables.named(holidayFile)) {
            if (row.get("country").equals("US") && row.get("state").equals("MA")) {
                holidays.add(LocalDate.parse(row.get("date")));
            }
        }
    }

    Person person(String id) {
        return Optional.ofNullable(people.get(id)).orElseThrow();
    }

    /** Returns the local days of the doses of a code up to a day, in order. */
    List<LocalDate> doses(String person, String code, LocalDate until) {
        return doses.getOrDefault(person + code, List.of()).stream()
                .map(at -> LocalDate.ofInstant(at, NEW_YORK))
                .filter(day -> !day.isAfter(until))
                .toList();
    }

    List<Condition> conditions(String person) {
        return conditions.getOrDefault(person, List.of());
    }

    Optional<Consent> lastConsent(String person, String purpose, String channel, Instant at) {
        return consents.getOrDefault(person + purpose + channel, List.of()).stream()
                .filter(consent -> !consent.at().isAfter(at))
                .reduce((earlier, later) -> later);
    }

    /** Returns a field of the contact data; an empty text where there is no row. */
    String contact(String person, String column) {
        return contacts.getOrDefault(person, Map.of()).getOrDefault(column, "");
    }

    private static Optional<LocalDate> day(Map<String, String> row, String column) {
        return Optional.of(row.get(column)).filter(text -> !text.isEmpty()).map(LocalDate::parse);
    }

    private static <T> List<T> list(Map<String, List<T>> map, String key) {
        return map.computeIfAbsent(key, absent -> new ArrayList<>());
    }
}
