package org.tidings.files;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Attribute;
import org.tidings.core.Catalogue;
import org.tidings.core.Diagnostics;
import org.tidings.core.EventStream;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.Suggestions;
import org.tidings.core.json.JsonFields;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;

/** Reads {@code sources.json}. */
final class SourcesReader {
    private static final List<String> BAD_ROWS = List.of("reject", "hold");

    private final SourceText source;
    private final Schema schema;
    private final Catalogue catalogue;
    private final Diagnostics diagnostics = new Diagnostics();

    SourcesReader(SourceText source, Schema schema, Catalogue catalogue) {
        this.source = source;
        this.schema = schema;
        this.catalogue = catalogue;
    }

    Sources read() {
        Optional<JsonObject> object = JsonReader.readObject(source, diagnostics, Limits.defaults());
        Optional<Sources> sources = object.map(found -> sources(JsonFields.of(source, diagnostics, found)));
        diagnostics.throwIfErrors();
        return sources.orElseThrow(() -> new InvalidInputException(diagnostics.list()));
    }

    private Sources sources(JsonFields fields) {
        List<Target> attributes = Targets.ofPeople(schema);
        Map<Integer, String> taken = new HashMap<>();
        List<FilePlan> more = new ArrayList<>();
        Optional<JsonFields> people = fields.object("people");
        if (!fields.has("people")) {
            fields.error("people", "SRC-310", "'people' is missing; it says which file holds the people");
        }
        FilePlan main = people.map(file -> {
                    FilePlan plan = file(file, attributes, taken, true);
                    for (JsonFields other : file.objects("more")) {
                        more.add(file(other, attributes, taken, false));
                        other.done();
                    }
                    requireAttributes(file, taken.keySet());
                    file.done();
                    return plan;
                })
                .orElseGet(SourcesReader::nothing);
        List<Sources.Events> events = new ArrayList<>();
        fields.objects("events").forEach(file -> events(file).ifPresent(events::add));
        List<FilePlan> consents = facts(fields, "consents", Targets.ofConsents(catalogue));
        List<FilePlan> guardians = facts(fields, "guardians", Targets.ofGuardians());
        Optional<FilePlan> holidays = fields.object("holidays").map(this::holidays);
        fields.done();
        return new Sources(schema, catalogue, main, more, events, consents, guardians, holidays);
    }

    private static FilePlan nothing() {
        return new FilePlan("", true, Optional.empty(), "", List.of(), List.of(), Set.of(), Map.of(), false);
    }

    private void requireAttributes(JsonFields file, Set<Integer> mapped) {
        for (Attribute attribute : schema.attributes()) {
            if (attribute.required() && !mapped.contains(attribute.slot())) {
                file.error(
                        "columns",
                        "SRC-311",
                        "No column goes to '" + attribute.name() + "', which every person must have");
            }
        }
    }

    private Optional<Sources.Events> events(JsonFields file) {
        String name = file.text("stream");
        Optional<EventStream> stream = schema.stream(name);
        if (stream.isEmpty()) {
            if (!name.isEmpty()) {
                List<String> names =
                        schema.streams().stream().map(EventStream::name).toList();
                file.error(
                        "stream",
                        "SRC-302",
                        "The schema has no event stream '" + name + "'",
                        Suggestions.didYouMean(name, names));
            }
            return Optional.empty();
        }
        Optional<String> badRows = file.optionalText("badRows");
        if (badRows.isPresent() && !BAD_ROWS.contains(badRows.get())) {
            file.error(
                    "badRows",
                    "SRC-303",
                    "'badRows' is '" + badRows.get() + "'; 'reject' or 'hold' was expected",
                    Suggestions.didYouMean(badRows.get(), BAD_ROWS));
        }
        FilePlan plan = file(file, Targets.ofEvents(stream.get()), new HashMap<>(), false)
                .withHoldOnBadRow(badRows.equals(Optional.of("hold")));
        file.done();
        return Optional.of(new Sources.Events(plan, stream.get()));
    }

    private List<FilePlan> facts(JsonFields fields, String name, List<Target> targets) {
        List<FilePlan> plans = new ArrayList<>();
        for (JsonFields file : fields.objects(name)) {
            plans.add(file(file, targets, new HashMap<>(), false));
            file.done();
        }
        return plans;
    }

    private FilePlan holidays(JsonFields fields) {
        FilePlan plan = rows(fields, "", "", true, Targets.ofHolidays(), new HashMap<>());
        fields.done();
        return plan;
    }

    private FilePlan file(JsonFields fields, List<Target> targets, Map<Integer, String> taken, boolean main) {
        String file = fields.text("file");
        boolean outside = file.startsWith("/") || file.contains("\\") || file.contains(":") || hasDots(file);
        if (fields.has("file") && (file.isEmpty() || outside)) {
            fields.error("file", "SRC-308", "'file' is '" + file + "'; a path below the data folder was expected");
        }
        boolean required = main || fields.bool("required", true);
        return rows(fields, file, fields.text("person"), required, targets, taken);
    }

    private static boolean hasDots(String file) {
        for (String part : file.split("/", -1)) {
            if (part.equals("..") || part.equals(".") || part.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private FilePlan rows(
            JsonFields fields,
            String file,
            String person,
            boolean required,
            List<Target> targets,
            Map<Integer, String> taken) {
        List<ColumnPlan> columns = new ArrayList<>();
        fields.members("columns").forEach((column, value) -> {
            for (JsonValue one : value instanceof JsonValue.JsonArray list ? list.items() : List.of(value)) {
                column(column, one, targets, taken).ifPresent(columns::add);
            }
        });
        fields.members("constants").forEach((name, value) -> {
            constant(name, value, targets, taken).ifPresent(columns::add);
        });
        Set<String> ignore = new HashSet<>(fields.texts("ignore"));
        Map<String, Set<String>> only = new HashMap<>();
        fields.object("only").ifPresent(choice -> {
            for (String column : choice.object().members().keySet()) {
                only.put(column, Set.copyOf(new HashSet<>(choice.texts(column))));
            }
        });
        FilePlan plan = new FilePlan(file, required, separator(fields), person, targets, columns, ignore, only, false);
        check(fields, plan);
        return plan;
    }

    private void check(JsonFields fields, FilePlan plan) {
        for (ColumnPlan column : plan.columns()) {
            if (plan.ignore().contains(column.column())) {
                fields.error(
                        "ignore", "SRC-307", "Column '" + column.column() + "' stands in 'columns' and in 'ignore'");
            }
        }
        for (int i = 0; i < plan.targets().size(); i++) {
            int target = i;
            if (plan.targets().get(i).mustBeMapped()
                    && plan.columns().stream().noneMatch(column -> column.target() == target)) {
                fields.error(
                        "columns",
                        "SRC-305",
                        "No column goes to '" + plan.targets().get(i).name() + "', which is needed");
            }
        }
    }

    private Optional<Character> separator(JsonFields fields) {
        Optional<String> text = fields.optionalText("separator");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.get().length() != 1 || RowFormat.SEPARATORS.indexOf(text.get().charAt(0)) < 0) {
            fields.error(
                    "separator",
                    "SRC-309",
                    "'separator' is '" + text.get() + "'; a comma, a semicolon, a tab or a vertical bar was expected");
            return Optional.empty();
        }
        return Optional.of(text.get().charAt(0));
    }

    private Optional<ColumnPlan> column(
            String column, JsonValue value, List<Target> targets, Map<Integer, String> taken) {
        if (value instanceof JsonText text) {
            return target(text, targets, taken, column)
                    .map(index ->
                            new ColumnPlan(column, "", index, Conversion.NONE, Optional.empty(), Map.of(), false));
        } else if (value instanceof JsonObject object) {
            return new ColumnReader(JsonFields.of(source, diagnostics, object), column, targets)
                    .read(to -> target(to, targets, taken, column));
        }
        diagnostics.error(
                source,
                value.span(),
                "JSON-006",
                "'" + column + "' is " + value.kind() + "; the name of a target or an object was expected");
        return Optional.empty();
    }

    private Optional<ColumnPlan> constant(
            String name, JsonValue value, List<Target> targets, Map<Integer, String> taken) {
        if (!(value instanceof JsonText text)) {
            diagnostics.error(
                    source, value.span(), "JSON-006", "'" + name + "' is " + value.kind() + "; a text was expected");
            return Optional.empty();
        }
        Optional<Integer> index = target(new JsonText(name, text.span()), targets, taken, "a constant");
        index.ifPresent(found -> ColumnReader.checkValue(
                source,
                diagnostics,
                text,
                targets.get(found),
                targets.get(found).type()));
        return index.map(
                found -> new ColumnPlan("", text.value(), found, Conversion.NONE, Optional.empty(), Map.of(), false));
    }

    private Optional<Integer> target(JsonText name, List<Target> targets, Map<Integer, String> taken, String column) {
        List<String> names = targets.stream().map(Target::name).toList();
        int index = names.indexOf(name.value());
        if (index < 0) {
            diagnostics.error(
                    source,
                    name.span(),
                    "SRC-301",
                    "There is nothing named '" + name.value() + "' for a column to go to",
                    Suggestions.didYouMean(name.value(), names).or(() -> Optional.of(known(names))));
            return Optional.empty();
        }
        String before = taken.putIfAbsent(index, column);
        if (before != null) {
            diagnostics.error(
                    source, name.span(), "SRC-304", "'" + name.value() + "' is given twice: by '" + before + "' too");
        }
        return Optional.of(index);
    }

    private static String known(List<String> names) {
        String list = String.join(", ", names.subList(0, Math.min(12, names.size())));
        return "known here: " + list + (names.size() > 12 ? " and " + (names.size() - 12) + " more" : "");
    }
}
