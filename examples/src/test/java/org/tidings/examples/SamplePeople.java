package org.tidings.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Families whose messages people have read: for every language, style and channel the same situations, with names that
 * belong to the language. Ids say who somebody is: {@code ar-plain-email-three/2} is the second child of a family.
 */
final class SamplePeople {
    /** First names by language; the first one is the parent's. */
    private static final Map<String, List<String>> NAMES = Map.of(
            "en",
                    List.of(
                            "Grace", "Anna", "Ben", "Zoë", "D'Andre", "Eve", "Finn", "Gwen", "Hugh", "Iris", "Jack",
                            "Kit"),
            "de",
                    List.of(
                            "Käthe", "Änne", "Björn", "Cäcilie", "Daniel", "Emil", "Frieda", "Gül", "Hans", "Ida",
                            "Jörg", "Kai"),
            "es",
                    List.of(
                            "María José",
                            "Íñigo",
                            "Inés",
                            "Ángel",
                            "Begoña",
                            "Camila",
                            "Diego",
                            "Elena",
                            "Fermín",
                            "Gael",
                            "Hilda",
                            "Iván"),
            "ar",
                    List.of(
                            "ليلى", "أحمد", "مريم", "يوسف", "نور", "عمر", "سلمى", "خالد", "هدى", "سامي", "فاطمة",
                            "Peter"),
            "fa",
                    List.of(
                            "پروانه", "آرش", "شیرین", "کیان", "ژاله", "فرهاد", "مینا", "پویا", "زهرا", "جواد", "گلناز",
                            "Peter"));

    private static final List<String> CHANNELS = List.of("sms", "push", "email", "letter");
    private static final List<String> PURPOSES = List.of("health_reminder", "school_info");

    private final Map<String, StringBuilder> files = new TreeMap<>();

    private SamplePeople() {
        head(
                "people",
                "person_id,birth_date,death_date,given_names,family_name,street,city,zip,sex,prefix,marital,"
                        + "language,county,state,lat,lon,phone,multiple_birth");
        head(
                "derived_contacts",
                "person_id,preferred_language,easy_language,preferred_channel,mobile,email,has_app,"
                        + "timezone,send_window,contact_restricted");
        head("derived_guardians", "child_id,guardian_id,priority");
        head("derived_consents", "person_id,purpose,channel,event,at,expires_on");
        head("immunizations", "person_id,occurred_at,cvx");
        head("conditions", "person_id,start,stop,snomed,description");
    }

    /** What the doses of a child come to on the days of the scenario. */
    private enum Doses {
        /** Next dose is due on 20 October 2024; the record has a gap. */
        DUE,
        /** A dose is missing since the second birthday; the record has a gap. */
        OVERDUE,
        /** Nothing is missing. */
        COMPLETE
    }

    private record Child(LocalDate birth, Doses doses, boolean named) {}

    /** Writes all families into a folder. */
    static void write(Path folder) {
        SamplePeople people = new SamplePeople();
        for (String language : new TreeMap<>(NAMES).keySet()) {
            people.families(language, "plain");
        }
        people.families("en", "easy");
        people.families("de", "easy");
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, StringBuilder> file : people.files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey() + ".csv"), file.getValue(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void families(String language, String style) {
        Child due = new Child(LocalDate.of(2020, 6, 15), Doses.DUE, true);
        Child overdue = new Child(LocalDate.of(2020, 2, 29), Doses.OVERDUE, true);
        Child complete = new Child(LocalDate.of(2019, 11, 5), Doses.COMPLETE, true);
        Child unnamed = new Child(due.birth(), Doses.DUE, false);
        for (String channel : CHANNELS) {
            family(language, style, channel, "one", "Worcester", true, List.of(due));
            family(language, style, channel, "three", "Boston", true, List.of(complete, overdue, unnamed));
        }
        family(language, style, "email", "two", "Boston", true, List.of(overdue, due));
        family(language, style, "email", "without-names", "Boston", false, List.of(unnamed));
        List<Child> eleven = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            eleven.add(new Child(due.birth().plusDays(i), Doses.DUE, true));
        }
        family(language, style, "email", "eleven", "Boston", true, eleven);
    }

    private void family(
            String language,
            String style,
            String channel,
            String situation,
            String city,
            boolean named,
            List<Child> children) {
        String id = String.join("-", language, style, channel, situation);
        List<String> names = NAMES.getOrDefault(language, List.of());
        row(
                "people",
                id,
                "1990-05-17",
                "",
                named ? names.get(0) : "",
                named ? "Baker" : "",
                "7 Mill Road",
                city,
                "02118");
        row(
                "derived_contacts",
                id,
                language,
                style.equals("easy") ? "1" : "0",
                channel,
                "+15550100",
                id + "@example.org",
                "1",
                "America/New_York",
                "default",
                "0");
        for (String purpose : PURPOSES) {
            if (!channel.equals("letter")) {
                row("derived_consents", id, purpose, channel, "granted", "2023-01-01T12:00:00Z", "");
            }
        }
        for (int i = 0; i < children.size(); i++) {
            Child child = children.get(i);
            String childId = id + "/" + (i + 1);
            String name = child.named() ? names.get(i + 1) : "";
            row(
                    "people",
                    childId,
                    child.birth().toString(),
                    "",
                    name,
                    named ? "Baker" : "",
                    "7 Mill Road",
                    city,
                    "02118");
            row("derived_guardians", childId, id, "1");
            doses(childId, child);
        }
    }

    private void doses(String id, Child child) {
        LocalDate birth = child.birth();
        dose(id, "20", birth.plusMonths(2));
        dose(id, "20", birth.plusMonths(4));
        dose(id, "20", birth.plusMonths(6));
        if (child.doses() != Doses.OVERDUE) {
            // Six months before the next one.
            dose(id, "20", birth.plusDays(1405));
        }
        if (child.doses() == Doses.COMPLETE) {
            dose(id, "20", birth.plusDays(1600));
        }
        for (int months : new int[] {0, 1, 6}) {
            dose(id, "08", birth.plusMonths(months));
        }
        for (int months : new int[] {2, 4, 6, 50}) {
            dose(id, "10", birth.plusMonths(months));
        }
        for (String code : List.of("03", "21")) {
            dose(id, code, birth.plusMonths(12));
            dose(id, code, birth.plusMonths(49));
        }
    }

    private void dose(String id, String code, LocalDate day) {
        row("immunizations", id, day + "T15:00:00Z", code);
    }

    private void head(String file, String columns) {
        files.put(file, new StringBuilder(columns).append('\n'));
    }

    /** Adds a row; columns behind the fields stay empty. */
    private void row(String file, String... fields) {
        StringBuilder text = files.computeIfAbsent(file, absent -> new StringBuilder());
        int columns = text.substring(0, text.indexOf("\n")).split(",", -1).length;
        text.append(String.join(",", fields))
                .append(",".repeat(columns - fields.length))
                .append('\n');
    }
}
