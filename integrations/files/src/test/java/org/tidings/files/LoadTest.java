package org.tidings.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tidings.campaign.People;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.Guardianship;
import org.tidings.core.Channel;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Profile;
import org.tidings.core.RecordReader;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

class LoadTest {
    @TempDir
    Path folder;

    private Town town;

    @BeforeEach
    void fill() {
        town = new Town(folder);
    }

    @Test
    void load_goodFiles_bindsEveryValue() {
        LoadedData data = town.load();

        assertThat(town.rejects()).isEmpty();
        assertThat(data.report().rejectCount()).isZero();
        assertThat(data.people().size()).isEqualTo(3);
        assertThat(values(data.people(), "p1"))
                .containsExactly(
                        "birthDate=1980-02-29",
                        "city=Salem",
                        "language=en",
                        "easy=true",
                        "rooms=3",
                        "rent=950.5",
                        "tags=[blue, red]",
                        "seen=2023-12-31T05:00:00Z");
        assertThat(values(data.people(), "p3")).containsExactly("birthDate=2015-07-01", "city=Salem");
    }

    @Test
    void load_events_areOrderedAndOnTheirLocalDay() {
        Profile profile = profile(town.load().people(), "p1");

        EventColumns visits = events(profile);
        assertThat(visits.size()).isEqualTo(2);
        assertThat(LocalDate.ofEpochDay(visits.longs(0)[0])).isEqualTo("2023-06-01");
        assertThat(LocalDate.ofEpochDay(visits.longs(0)[1])).isEqualTo("2024-01-01");
        assertThat(visits.texts(1)).containsExactly("class", "talk");
        assertThat(visits.isPresent(2, 0)).isFalse();
        assertThat(visits.longs(2)[1]).isEqualTo(15);
    }

    @Test
    void load_consents_keepTypeScopeAndValidity() {
        People people = town.load().people();

        List<ConsentEvent> events =
                people.consents(people.indexOf("p1").orElseThrow()).events();
        assertThat(events).hasSize(2);
        ConsentEvent grant = events.get(0);
        assertThat(grant.type()).isEqualTo(ConsentEventType.GRANT);
        assertThat(grant.purpose()).contains("advice");
        assertThat(grant.channels()).containsExactly(Channel.SMS);
        assertThat(grant.validUntil()).contains(Instant.parse("2024-07-01T04:00:00Z"));
        assertThat(grant.reference()).isEqualTo("consents.csv:2");
        assertThat(events.get(1).type()).isEqualTo(ConsentEventType.WITHDRAW);
        assertThat(events.get(1).validUntil()).isEmpty();
        ConsentEvent refusal =
                people.consents(people.indexOf("p2").orElseThrow()).events().get(0);
        assertThat(refusal.channels()).isEmpty();
    }

    @Test
    void load_guardians_areOrderedByPriority() {
        People people = town.load().people();

        assertThat(people.guardians(people.indexOf("p3").orElseThrow()))
                .extracting(Guardianship::holder)
                .containsExactly("p1", "p2");
    }

    @Test
    void load_report_countsEveryRow() {
        LoadReport report = town.rows("visits.csv", "p9,2024-01-01T00:00:00Z,talk,1,done\n")
                .load()
                .report();

        assertThat(report.files()).contains(new FileReport("visits.csv", 4, 2, 1, 0, 1));
        assertThat(report.rejects()).containsExactly(Map.entry("SRC-206", 1));
        assertThat(report.files())
                .allMatch(file -> file.rows() == file.used() + file.skipped() + file.ofHeldPeople() + file.rejected());
    }

    @Test
    void load_carriageReturnsMarkAndPacking_changeNothing() throws IOException {
        String before = fingerprint(town.load().people());

        for (String name : List.of("people.csv", "contacts.csv", "visits.csv", "consents.csv", "guardians.csv")) {
            town.file(name, "\uFEFF" + town.text(name).replace("\n", "\r\n"));
        }
        assertThat(fingerprint(town.load().people())).isEqualTo(before);
        for (String name : List.of("people.csv", "contacts.csv", "visits.csv", "consents.csv", "guardians.csv")) {
            town.file(name + ".gz", RecordsTest.gzip(town.text(name)));
            town.without(name);
        }
        assertThat(fingerprint(town.load().people())).isEqualTo(before);
        assertThat(town.rejects()).isEmpty();
    }

    @Test
    void load_jsonLines_givesTheSameAsCsv() {
        String before = fingerprint(town.load().people());

        town.without("people.csv")
                .file("people.jsonl", """
                    {"id": "p1", "born": "1980-02-29", "died": null, "town": "Salem", "speaks": "ENG"}
                    {"id": "p2", "born": "1985-05-05", "town": "Salem", "speaks": "GER"}
                    {"id": "p3", "born": "2015-07-01", "town": "Salem", "speaks": "?"}
                    """)
                .without("contacts.csv")
                .file("contacts.jsonl", """
                    {"id": "p1", "easy": true, "rooms": 3, "rent": 950.50, "tags": ["red", "blue"], "seen": "31.12.2023"}
                    {"id": "p2", "easy": false}
                    """);
        String sources = Town.SOURCES.replace("people.csv", "people").replace("contacts.csv", "contacts.jsonl");

        assertThat(fingerprint(town.load(sources).people())).isEqualTo(before);
        assertThat(town.rejects()).isEmpty();
    }

    @Test
    void person_withABadValue_isHeldBackWithAllFacts() {
        town.rows("people.csv", "p4,1990-01-01,2024-13-01,Salem,ENG,\n")
                .rows("contacts.csv", "p4,1,1,1,,\n")
                .rows("consents.csv", "p4,advice,sms,yes,2024-01-01T10:00:00Z,\n")
                .rows("guardians.csv", "p4,p1,1\n")
                .rows("visits.csv", "p4,2024-01-02T03:00:00Z,talk,15,done\n");

        LoadedData data = town.load();

        assertThat(town.rejects())
                .containsExactly("SRC-201 at people.csv:5: Column 'died' does not hold a date such as 2024-10-01;"
                        + " the person is held back [died] <p4,1990-01-01,2024-13-01,Salem,ENG,>");
        assertThat(data.people().indexOf("p4")).isEmpty();
        assertThat(data.report().held()).isEqualTo(1);
        assertThat(data.report().files()).contains(new FileReport("visits.csv", 4, 2, 1, 1, 0));
    }

    @Test
    void row_withSeveralBadValues_isReportedForEach() {
        town.rows("contacts.csv", "p3,maybe,1.5,NaN,,31.02.2023\n");

        town.load();

        assertThat(town.rejects())
                .extracting(text -> text.substring(0, text.indexOf(';')))
                .containsExactly(
                        "SRC-201 at contacts.csv:4: Column 'easy' does not hold true or false",
                        "SRC-201 at contacts.csv:4: Column 'rooms' does not hold a whole number such as 42",
                        "SRC-201 at contacts.csv:4: Column 'rent' does not hold a number such as 42.5",
                        "SRC-201 at contacts.csv:4: Column 'seen' does not hold a date as its format says");
    }

    @Test
    void consent_thatCannotBeRead_holdsItsPersonBack() {
        town.rows("consents.csv", "p1,advice,fax,stop,2024-05-02T10:00:00Z,\n");

        LoadedData data = town.load();

        assertThat(town.rejects())
                .containsExactly("SRC-208 at consents.csv:5: Column 'channel' holds no known channel;"
                        + " one of sms, letter, all was expected; the person is held back"
                        + " [channel] <p1,advice,fax,stop,2024-05-02T10:00:00Z,>");
        assertThat(data.people().indexOf("p1")).isEmpty();
        assertThat(data.people().size()).isEqualTo(2);
    }

    @Test
    void consent_ofEveryBadKind_isReported() {
        town.rows("consents.csv", """
            p1,spam,sms,yes,2024-05-02T10:00:00Z,
            p1,advice,,yes,2024-05-02T10:00:00Z,
            p1,advice,sms,maybe,2024-05-02T10:00:00Z,
            p1,advice,sms,yes,2024-05-02,
            p1,all,sms,yes,2024-05-02T10:00:00Z,
            p1,advice,sms,yes,2024-05-02T10:00:00Z,2024-01-01
            ,advice,sms,yes,2024-05-02T10:00:00Z,
            p9,advice,sms,yes,2024-05-02T10:00:00Z,
            """);

        town.load();

        assertThat(town.rejects())
                .extracting(text -> text.substring(0, text.indexOf(": ")))
                .containsExactly(
                        "SRC-208 at consents.csv:5",
                        "SRC-204 at consents.csv:6",
                        "SRC-202 at consents.csv:7",
                        "SRC-201 at consents.csv:8",
                        "SRC-204 at consents.csv:9",
                        "SRC-215 at consents.csv:10",
                        "SRC-203 at consents.csv:11",
                        "SRC-206 at consents.csv:12");
    }

    @Test
    void event_thatCannotBeRead_isLeftOutUnlessTheSourcesHold() {
        town.rows("visits.csv", "p1,yesterday,talk,15,done\n");

        assertThat(town.load().people().size()).isEqualTo(3);
        assertThat(town.rejects()).hasSize(1);
        String holding =
                Town.SOURCES.replace("\"stream\": \"visits\",", "\"stream\": \"visits\", \"badRows\": \"hold\",");
        LoadedData data = town.load(holding);
        assertThat(data.people().indexOf("p1")).isEmpty();
        assertThat(data.report().held()).isEqualTo(1);
    }

    @Test
    void person_twiceWithTheSame_firstRowCounts() {
        town.rows("people.csv", "p1,1980-02-29,,Salem,ENG,another note\n")
                .rows("contacts.csv", "p1,yes,3,950.5,red|blue,31.12.2023\n");

        LoadedData data = town.load();

        assertThat(data.held()).isEmpty();
        assertThat(values(data.people(), "p1")).contains("birthDate=1980-02-29", "rooms=3");
        assertThat(town.rejects())
                .containsExactly(
                        "SRC-205 at people.csv:5: The person has a row already, which says the same"
                                + " [id] <p1,1980-02-29,,Salem,ENG,another note>",
                        "SRC-205 at contacts.csv:4: The person has a row already, which says the same"
                                + " [id] <p1,yes,3,950.5,red|blue,31.12.2023>");
    }

    @Test
    void person_twiceWithSomethingElse_isHeldBack() {
        town.rows("people.csv", "p1,1980-02-29,2024-01-01,Salem,ENG,\n").rows("contacts.csv", "p2,0,9,,,\n");

        LoadedData data = town.load();

        assertThat(data.people().size()).isEqualTo(1);
        assertThat(data.heldByCode()).containsExactly(entry("SRC-210", 2));
        assertThat(town.rejects())
                .containsExactly(
                        "SRC-210 at people.csv:5: The person has a row already, which says something else;"
                                + " the person is held back [id] <p1,1980-02-29,2024-01-01,Salem,ENG,>",
                        "SRC-210 at contacts.csv:4: The person has a row already, which says something else;"
                                + " the person is held back [id] <p2,0,9,,,>");
    }

    @Test
    void person_twiceWithAValueThatCannotBeRead_isHeldBack() {
        town.rows("people.csv", "p1,1980-02-29,soon,Salem,ENG,\n");

        LoadedData data = town.load();

        assertThat(data.people().indexOf("p1")).isEmpty();
        assertThat(data.heldByCode()).containsExactly(entry("SRC-201", 1));
    }

    @Test
    void held_everyWay_namesPersonAndFirstPlace() {
        town.rows("people.csv", "p4,,,Salem,ENG,\n")
                .rows("contacts.csv", "p2,perhaps,,,,\n")
                .rows("consents.csv", "p1,advice,sms,maybe,2024-01-01T10:00:00Z,\np1,advice,sms,never,?,\n");

        LoadedData data = town.load();

        assertThat(data.held().stream()
                        .map(held -> held.personId() + " " + held.reason().render()))
                .containsExactly(
                        "p1 SRC-202 at consents.csv:5: Column 'answer' holds a text that its 'values' do not list",
                        "p2 SRC-201 at contacts.csv:4: Column 'easy' does not hold true or false",
                        "p4 SRC-204 at people.csv:5: Column 'born' is empty; 'birthDate' needs a value");
        assertThat(data.people().size() + data.report().held()).isEqualTo(4);
        assertThat(data.heldByCode()).containsExactly(entry("SRC-201", 1), entry("SRC-202", 1), entry("SRC-204", 1));
    }

    @Test
    void person_withoutIdOrRequiredValue_isRejected() {
        town.rows("people.csv", ",1999-01-01,,Lynn,ENG,\np5,,,Lynn,ENG,\n");

        LoadedData data = town.load();

        assertThat(data.people().size()).isEqualTo(3);
        assertThat(town.rejects())
                .containsExactly(
                        "SRC-203 at people.csv:5: The row names no person [id] <,1999-01-01,,Lynn,ENG,>",
                        "SRC-204 at people.csv:6: Column 'born' is empty; 'birthDate' needs a value;"
                                + " the person is held back [born] <p5,,,Lynn,ENG,>");
    }

    @Test
    void person_withoutARowThatGivesARequiredValue_isHeldBack() {
        String sources = Town.SOURCES
                .replace("\"born\": \"birthDate\", ", "")
                .replace("\"ignore\": [\"note\"]", "\"ignore\": [\"note\", \"born\"]")
                .replace("\"easy\": \"easy\",", "\"born\": \"birthDate\", \"easy\": \"easy\",");
        town.file("contacts.csv", "id,born,easy,rooms,rent,tags,seen\np1,1980-01-01,,,,,\n");

        LoadedData data = town.load(sources);

        assertThat(data.people().size()).isEqualTo(1);
        assertThat(town.rejects())
                .containsExactly(
                        "SRC-204 at people.csv:3: Required attribute 'birthDate' is missing; the person is held back"
                                + " [] <p2>",
                        "SRC-204 at people.csv:4: Required attribute 'birthDate' is missing; the person is held back"
                                + " [] <p3>");
    }

    @Test
    void guardian_ofEveryBadKind_isReported() {
        town.rows("guardians.csv", "p9,p1,1\np3,p9,1\np3,p3,1\np3,p1,0\np3,p1,first\n");

        People people = town.load().people();

        assertThat(people.guardians(people.indexOf("p3").orElseThrow())).hasSize(2);
        assertThat(town.rejects())
                .extracting(text -> text.substring(0, text.indexOf(" [")))
                .containsExactly(
                        "SRC-206 at guardians.csv:4: The row is about a person whom the file of people does not have",
                        "SRC-206 at guardians.csv:5: The guardian is a person whom the file of people does not have",
                        "SRC-214 at guardians.csv:6: The person is named as her own guardian",
                        "SRC-201 at guardians.csv:7: The priority is not a whole number from 1 upwards",
                        "SRC-201 at guardians.csv:8: Column 'rank' does not hold a whole number such as 42");
    }

    @Test
    void column_unknown_isReportedOncePerFile() {
        town.file("guardians.csv", "child,parent,rank,court\np3,p2,2,x\np3,p1,1,y\n");

        LoadedData data = town.load();

        assertThat(town.rejects())
                .containsExactly("SRC-207 at guardians.csv:1: The sources do not know the column 'court';"
                        + " it is not used [court] <child,parent,rank,court>");
        assertThat(data.report().files()).contains(new FileReport("guardians.csv", 2, 2, 0, 0, 0));
    }

    @Test
    void row_notUtf8_isRejectedAndReadingGoesOn() {
        byte[] bytes = (town.text("people.csv") + "p4,1990-01-01,,Z\u00FCrich,GER,\np5,1990-01-01,,Lynn,GER,\n")
                .getBytes(StandardCharsets.ISO_8859_1);

        LoadedData data = town.file("people.csv", bytes).load();

        assertThat(data.people().indexOf("p5")).isPresent();
        assertThat(town.rejects())
                .containsExactly("SRC-101 at people.csv:5: The row is not UTF-8 [] <p4,1990-01-01,,Z\\xFCrich,GER,>");
    }

    @Test
    void load_filesAndColumnsAbsent_areReportedTogether() {
        town.without("visits.csv").file("guardians.csv", "child,parents,rank\n").file("consents.csv", "");

        assertThatThrownBy(town::load).isInstanceOf(InvalidInputException.class).hasMessage("""
            SRC-001 at visits.csv: The data folder holds no such file
              hint: if the run can do without it, say "required": false in the sources
            SRC-003 at consents.csv: The file is empty; a header row with the names of the columns was expected
            SRC-006 at guardians.csv:1: The file has no column 'parent'
              hint: did you mean 'parents'?\
            """);
    }

    @Test
    void load_plainAndPackedFileOfOneName_isAmbiguous() throws IOException {
        town.file("people.csv.gz", RecordsTest.gzip(town.text("people.csv")));

        assertThatThrownBy(town::load)
                .hasMessage("SRC-007 at people.csv: The data folder holds people.csv and people.csv.gz;"
                        + " one of them was expected");
    }

    @Test
    void load_noFolder_isReported() {
        assertThatThrownBy(() -> Town.sources(Town.SOURCES).load(folder.resolve("none"), Town.ZONE, reject -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("SRC-001")
                .hasMessageContaining("There is no such folder of data");
    }

    @Test
    void load_optionalFileAndColumnAbsent_goesOnWithANote() {
        String sources = Town.SOURCES
                .replace("\"file\": \"visits.csv\",", "\"file\": \"visits.csv\", \"required\": false,")
                .replace("\"rooms\": \"rooms\"", "\"rooms\": { \"to\": \"rooms\", \"optional\": true }");
        town.without("visits.csv").file("contacts.csv", "id,easy,rent,tags,seen\np1,1,1,,\n");

        LoadedData data = town.load(sources);

        assertThat(town.rejects()).isEmpty();
        assertThat(values(data.people(), "p1")).contains("rent=1.0").doesNotContain("rooms=3");
        assertThat(data.report().notes())
                .singleElement()
                .satisfies(note -> assertThat(note.render()).startsWith("SRC-008 warning at visits.csv"));
    }

    @Test
    void constants_andSeveralTargetsOfAColumn_fillTheirTargets() {
        String sources = Town.SOURCES
                .replace("\"town\": \"city\",", "")
                .replace(
                        "\"ignore\": [\"note\"],",
                        "\"constants\": { \"city\": \"Lynn\" }, \"ignore\": [\"note\", \"town\"],")
                .replace("\"at\": \"at\"", "\"at\": [\"at\", \"recordedAt\"]");

        People people = town.load(sources).people();

        assertThat(values(people, "p2")).contains("city=Lynn");
        ConsentEvent event =
                people.consents(people.indexOf("p2").orElseThrow()).events().get(0);
        assertThat(event.recordedAt()).isEqualTo(event.occurredAt());
        assertThat(town.rejects()).isEmpty();
    }

    @Test
    void consent_everyTarget_isTakenOver() {
        String sources = """
            {
              "people": { "file": "people.csv", "person": "id",
                "columns": { "born": "birthDate" }, "ignore": ["died", "town", "speaks", "note"] },
              "consents": [ { "file": "acts.csv", "person": "id", "separator": ";",
                "columns": { "type": "type", "at": "at", "purpose": "purpose", "from": "validFrom",
                  "recorded": "recordedAt", "ref": "reference", "cats": "categories", "explicit": "explicit",
                  "role": "actorRole", "actor": "actor", "where": "jurisdiction", "notice": "notice",
                  "noticev": "noticeVersion", "proof": "evidence", "refers": "refersTo", "key": "idempotencyKey" } } ],
              "guardians": [ { "file": "mandates.csv", "person": "for",
                "columns": { "by": "guardian", "kind": "kind", "from": "from", "until": "until",
                  "purposes": "purposes", "quiet": "noContact" } } ]
            }
            """;
        town.file("acts.csv", """
            id;type;at;purpose;from;recorded;ref;cats;explicit;role;actor;where;notice;noticev;proof;refers;key
            p1;grant;2024-01-01T00:00:00Z;news;2024-02-01T00:00:00Z;2024-01-02T00:00:00Z;r1;person|visit;yes;guardian;p2;US-MA;n1;v2;scan 7;r0;k1
            p2;channel-block;2024-01-01T00:00:00Z;all;;;;;;agency;;;;;;;
            """).file("mandates.csv", """
                            for,by,kind,from,until,purposes,quiet
                            p2,p1,representative,2024-01-01T00:00:00Z,2025-01-01T00:00:00Z,advice,1
                            p3,p1,,2025-01-01T00:00:00Z,2024-01-01T00:00:00Z,,
                            """);

        People people = town.load(sources).people();

        ConsentEvent grant = people.consents(0).events().get(0);
        assertThat(grant.toString())
                .contains("r1", "news", "person", "visit", "explicit=true", "GUARDIAN", "p2", "US-MA", "n1", "v2")
                .contains("scan 7", "r0", "k1", "2024-02-01T00:00:00Z", "2024-01-02T00:00:00Z");
        assertThat(people.consents(1).events().get(0).purpose()).isEmpty();
        assertThat(people.guardians(1))
                .containsExactly(new Guardianship(
                        "p2",
                        "p1",
                        Guardianship.Kind.REPRESENTATIVE,
                        1,
                        Optional.of(Instant.parse("2024-01-01T00:00:00Z")),
                        Optional.of(Instant.parse("2025-01-01T00:00:00Z")),
                        Set.of("advice"),
                        true));
        assertThat(town.rejects()).singleElement().asString().startsWith("SRC-215 at mandates.csv:3");
    }

    @Test
    void rejectFile_keepsRowsThatCanBeReadAgain() throws IOException {
        town.rows("people.csv", "p4,1990-01-01,bad,\"Salem, \"\"old\"\"\",ENG,\n");
        Path file = folder.resolve("rejects.csv");

        try (RejectFile rejects = RejectFile.create(file)) {
            Town.sources(Town.SOURCES).load(folder, Town.ZONE, rejects);
        }

        try (RecordReader reader = Records.open(file, "rejects.csv", RowFormat.csv())) {
            assertThat(reader.columns()).containsExactly("file", "line", "column", "code", "message", "raw");
            assertThat(reader.next()).isTrue();
            assertThat(reader.value(0)).isEqualTo("people.csv");
            assertThat(reader.value(1)).isEqualTo("5");
            assertThat(reader.value(2)).isEqualTo("died");
            assertThat(reader.value(3)).isEqualTo("SRC-201");
            assertThat(reader.value(4)).endsWith("; the person is held back");
            assertThat(reader.value(5)).isEqualTo("p4,1990-01-01,bad,\"Salem, \"\"old\"\"\",ENG,");
            assertThat(reader.next()).isFalse();
        }
    }

    @Test
    void load_manyEvents_growsItsColumns() {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            rows.append(i % 2 == 0 ? "p1" : "p2")
                    .append(",2024-01-02T03:00:00Z,talk,")
                    .append(i)
                    .append(",done\n");
        }

        People people = town.rows("visits.csv", rows.toString()).load().people();

        assertThat(profile(people, "p1").eventCount("visits")).isEqualTo(2_502);
        assertThat(profile(people, "p2").eventCount("visits")).isEqualTo(2_500);
    }

    private static Profile profile(People people, String id) {
        return people.profile(people.indexOf(id).orElseThrow());
    }

    private static EventColumns events(Profile profile) {
        EventColumns events = SlotProfile.of(profile).events(0);
        assertThat(events).isNotNull();
        return events;
    }

    private static List<String> values(People people, String id) {
        Profile profile = profile(people, id);
        List<String> values = new ArrayList<>();
        for (String name : profile.schema().attributeNames()) {
            SlotProfile slots = SlotProfile.of(profile);
            org.tidings.core.Attribute attribute =
                    profile.schema().attribute(name).orElseThrow();
            if (slots.isPresent(attribute.slot())) {
                Object value = attribute.type().isPrimitive()
                        ? org.tidings.core.Values.fromBits(attribute.type(), slots.primitive(attribute.index()))
                        : attribute.type() == org.tidings.core.ValueType.TEXT
                                ? slots.text(attribute.index())
                                : List.of(slots.set(attribute.index()));
                values.add(name + "=" + value);
            }
        }
        return values;
    }

    private static String fingerprint(People people) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < people.size(); i++) {
            String id = people.profile(i).personId();
            text.append(id).append(values(people, id)).append(people.profile(i).eventCount("visits"));
            people.consents(i)
                    .events()
                    .forEach(event -> text.append(event.type()).append(event.validUntil()));
            text.append(people.guardians(i)).append('\n');
        }
        return text.toString();
    }
}
