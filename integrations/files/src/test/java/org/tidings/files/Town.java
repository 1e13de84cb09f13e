package org.tidings.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.tidings.core.Catalogue;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;

/** A small town: schema, catalogue, sources and data files that a test can spoil one by one. */
final class Town {
    static final ZoneId ZONE = ZoneId.of("America/New_York");

    private static final String CATALOGUE = """
            {
              "categories": { "person": {}, "visit": {} },
              "channels": { "sms": { "confidentiality": 2 }, "letter": { "confidentiality": 3, "electronic": false } },
              "jurisdictions": { "US-MA": { "zone": "America/New_York" } },
              "purposes": {
                "news.culture": { "basis": "public-task", "channels": { "letter": { "basis": "public-task", "contactRule": "opt-out" } }, "categoriesAllowed": ["person"] },
                "advice": { "basis": "public-task", "channels": { "letter": { "basis": "public-task", "contactRule": "opt-out" } }, "categoriesAllowed": ["person"] }
              }
            }
            """;

    private static final String SCHEMA = """
            {
              "schema": "town", "version": 1,
              "attributes": {
                "birthDate": { "type": "date", "category": "person", "required": true },
                "deathDate": { "type": "date", "category": "person" },
                "city": { "type": "text", "category": "person" },
                "language": { "type": "text", "category": "person" },
                "easy": { "type": "bool", "category": "person" },
                "rooms": { "type": "integer", "category": "person" },
                "rent": { "type": "number", "category": "person" },
                "tags": { "type": "set<text>", "category": "person" },
                "seen": { "type": "instant", "category": "person" }
              },
              "events": {
                "visits": {
                  "time": "day",
                  "fields": {
                    "day": { "type": "date", "category": "visit" },
                    "kind": { "type": "text", "category": "visit" },
                    "minutes": { "type": "integer", "category": "visit" }
                  }
                }
              }
            }
            """;

    static final String SOURCES = """
            {
              "people": {
                "file": "people.csv", "person": "id",
                "columns": {
                  "born": "birthDate", "died": "deathDate", "town": "city",
                  "speaks": { "to": "language", "values": { "GER": "de", "ENG": "en", "?": "" } }
                },
                "ignore": ["note"],
                "more": [
                  {
                    "file": "contacts.csv", "person": "id",
                    "columns": {
                      "easy": "easy", "rooms": "rooms", "rent": "rent", "tags": "tags",
                      "seen": { "to": "seen", "as": "start-of-day", "format": "dd.MM.uuuu" }
                    }
                  }
                ]
              },
              "events": [
                {
                  "stream": "visits", "file": "visits.csv", "person": "who",
                  "columns": { "at": { "to": "day", "as": "local-date" }, "kind": "kind", "minutes": "minutes" },
                  "only": { "state": ["done"] }
                }
              ],
              "consents": [
                {
                  "file": "consents.csv", "person": "id",
                  "columns": {
                    "purpose": "purpose", "channel": "channel", "at": "at",
                    "answer": { "to": "type", "values": { "yes": "grant", "no": "refuse", "stop": "withdraw" } },
                    "until": { "to": "validUntil", "as": "end-of-day" }
                  }
                }
              ],
              "guardians": [
                { "file": "guardians.csv", "person": "child", "columns": { "parent": "guardian", "rank": "priority" } }
              ],
              "holidays": {
                "columns": { "country": "country", "state": "subdivision", "date": "date" }, "ignore": ["name"]
              }
            }
            """;

    private final Path folder;
    private final List<Reject> rejects = new ArrayList<>();

    /** Fills a folder with data without a fault. */
    Town(Path folder) {
        this.folder = folder;
        file("people.csv", """
                id,born,died,town,speaks,note
                p1,1980-02-29,,Salem,ENG,
                p2,1985-05-05,,Salem,GER,
                p3,2015-07-01,,Salem,?,
                """);
        file("contacts.csv", """
                id,easy,rooms,rent,tags,seen
                p1,1,3,950.50,red|blue,31.12.2023
                p2,0,,,,
                """);
        file("visits.csv", """
                who,at,kind,minutes,state
                p1,2024-01-02T03:00:00Z,talk,15,done
                p1,2023-06-01T12:00:00Z,class,,done
                p2,2024-03-03T12:00:00Z,talk,5,cancelled
                """);
        file("consents.csv", """
                id,purpose,channel,answer,at,until
                p1,advice,sms,yes,2024-01-01T10:00:00Z,2024-06-30
                p1,advice,sms,stop,2024-05-01T10:00:00Z,2024-06-30
                p2,news.culture,all,no,2024-01-01T10:00:00Z,
                """);
        file("guardians.csv", """
                child,parent,rank
                p3,p2,2
                p3,p1,1
                """);
    }

    static Catalogue catalogue() {
        return Catalogue.read(new SourceText("catalogue.json", CATALOGUE));
    }

    static Schema schema() {
        return Schema.read(new SourceText("schema.json", SCHEMA), catalogue());
    }

    static Sources sources(String json) {
        return Sources.read(new SourceText("sources.json", json), schema(), catalogue());
    }

    /** Replaces a file. */
    Town file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Town file(String name, byte[] bytes) {
        try {
            Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Adds rows to a file. */
    Town rows(String name, String text) {
        return file(name, text(name) + text);
    }

    Town without(String name) {
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LoadedData load() {
        return load(SOURCES);
    }

    LoadedData load(String sources) {
        return sources(sources).load(folder, ZONE, rejects::add);
    }

    /** Returns the rejects of the last load: place, code, column, message and row. */
    List<String> rejects() {
        return rejects.stream()
                .map(reject -> reject.problem().render() + " [" + reject.column() + "] <" + reject.raw() + ">")
                .toList();
    }
}
