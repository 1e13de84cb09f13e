package org.tidings.templating;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Attribute;
import org.tidings.core.Schema;
import org.tidings.core.Suggestions;
import org.tidings.core.ValueType;

/**
 * Resolves the names of a template against the model. One for all texts of a variant, so that a value has one
 * {@link Ref}.
 */
final class Names {
    private final CategoryBits bits = new CategoryBits();
    private final TemplateModel model;
    private final Manifest manifest;
    private final Set<String> messageKeys;
    private final Map<String, Ref> refs = new LinkedHashMap<>();
    private final List<String> valueNames;

    Names(TemplateModel model, Manifest manifest, Set<String> messageKeys) {
        this.model = model;
        this.manifest = manifest;
        this.messageKeys = messageKeys;
        this.valueNames = List.copyOf(model.values().keySet());
    }

    /** What a name means. */
    sealed interface Meaning {
        /**
         * A value.
         *
         * @param accessor what stands behind its name; may be empty
         */
        record Value(Ref ref, String accessor) implements Meaning {}

        /** The list of subjects. */
        record Subjects() implements Meaning {}

        /** A value of all subjects; {@code accessors} are what stands behind its name. */
        record EverySubject(Ref ref, List<String> accessors) implements Meaning {}

        /** A fact about the turn of a loop. */
        record Item(String what) implements Meaning {}

        /** A message of the catalogue. */
        record Message(String key) implements Meaning {}

        /** A declared link. */
        record Link(Manifest.Link link) implements Meaning {}

        /**
         * Nothing.
         *
         * @param message what is wrong with it
         * @param hint what would mend it
         */
        record Unknown(String message, Optional<String> hint) implements Meaning {}
    }

    /** Returns the values that were resolved so far, by the number of their cells. */
    CategoryBits categoryBits() {
        return bits;
    }

    List<Ref> cells() {
        return refs.values().stream().filter(Ref::isTraced).toList();
    }

    /** Returns the attribute behind a value, or nothing where it is none. */
    Optional<Attribute> attribute(Ref ref) {
        String name = ref.name().substring(ref.name().indexOf('.') + 1);
        return switch (ref.source()) {
            case RECIPIENT -> model.recipient().attribute(name);
            case SUBJECT, EVERY_SUBJECT -> model.subject().attribute(name);
            case VALUE, CONSTANT, SUBJECT_COUNT, MEMBER -> Optional.empty();
        };
    }

    Meaning resolve(String name, Scope scope) {
        if (name.equals(".")) {
            return scope.dot()
                    .<Meaning>map(ref -> new Meaning.Value(ref, ""))
                    .orElseGet(() -> new Meaning.Unknown(
                            "'.' stands for the value of a section, and there is none around it", Optional.empty()));
        }
        List<String> parts = List.of(name.split("\\.", -1));
        String rest = name.substring(Math.min(name.length(), parts.get(0).length() + 1));
        return switch (parts.get(0)) {
            case "recipient" -> ofPerson(Ref.Source.RECIPIENT, model.recipient(), parts, 1, name);
            case "subjects" -> subjects(parts, name);
            case "item" -> item(parts, scope);
            case "msg" -> message(rest);
            case "link" -> link(rest);
            default -> plain(parts, name, scope);
        };
    }

    private Meaning plain(List<String> parts, String name, Scope scope) {
        if (scope.inSubjects() && model.subject().attribute(parts.get(0)).isPresent()) {
            return ofPerson(Ref.Source.SUBJECT, model.subject(), parts, 0, name);
        }
        TemplateModel.MessageValue value = model.values().get(parts.get(0));
        if (value != null) {
            return new Meaning.Value(ref(value), String.join(".", parts.subList(1, parts.size())));
        }
        String constant = model.constants().get(name);
        if (constant != null) {
            return new Meaning.Value(
                    make(Ref.Source.CONSTANT, name, ValueType.TEXT, 0, 0, Set.of(), false, constant), "");
        }
        return unknown(parts, name, scope);
    }

    private Meaning unknown(List<String> parts, String name, Scope scope) {
        if (!scope.inSubjects() && model.subject().attribute(parts.get(0)).isPresent()) {
            String hint = model.recipient().attribute(parts.get(0)).isPresent()
                    ? "'" + parts.get(0) + "' is a name inside {{#subjects}}; that of the reader is 'recipient."
                            + parts.get(0) + "'"
                    : "'" + parts.get(0) + "' is a name inside {{#subjects}}";
            return new Meaning.Unknown("There is no '" + name + "' here", Optional.of(hint));
        }
        Optional<String> nearest = Suggestions.nearest(name, candidates(scope))
                .or(() -> Suggestions.nearest(parts.get(0), candidates(scope)));
        return new Meaning.Unknown("There is no '" + name + "'", nearest.map(found -> "did you mean '" + found + "'?"));
    }

    private Set<String> candidates(Scope scope) {
        Set<String> names = new TreeSet<>(TemplateModel.RESERVED);
        names.addAll(model.values().keySet());
        names.addAll(model.constants().keySet());
        model.recipient().attributeNames().forEach(attribute -> names.add("recipient." + attribute));
        if (scope.inSubjects()) {
            names.addAll(model.subject().attributeNames());
        }
        return names;
    }

    private Meaning ofPerson(Ref.Source source, Schema schema, List<String> parts, int first, String name) {
        if (parts.size() == first) {
            return new Meaning.Unknown(
                    "'" + name + "' is a person, of whom a text can show attributes only",
                    Optional.of("such as " + name + "."
                            + schema.attributeNames().stream().findFirst().orElse("name")));
        }
        Optional<Attribute> attribute = schema.attribute(parts.get(first));
        if (attribute.isEmpty()) {
            return new Meaning.Unknown(
                    "Schema " + schema.name() + " has no attribute '" + parts.get(first) + "'",
                    Suggestions.didYouMean(parts.get(first), schema.attributeNames()));
        }
        String refName = first == 0 ? parts.get(0) : parts.get(0) + "." + parts.get(1);
        Ref ref = ofAttribute(source, refName, attribute.get());
        List<String> accessors = parts.subList(first + 1, parts.size());
        return source == Ref.Source.EVERY_SUBJECT
                ? new Meaning.EverySubject(ref, accessors)
                : new Meaning.Value(ref, String.join(".", accessors));
    }

    private Meaning subjects(List<String> parts, String name) {
        if (parts.size() == 1) {
            return new Meaning.Subjects();
        }
        if (parts.get(1).equals("count")) {
            return new Meaning.Value(
                    make(Ref.Source.SUBJECT_COUNT, "subjects.count", ValueType.INTEGER, 0, 0, Set.of(), false, ""),
                    String.join(".", parts.subList(2, parts.size())));
        }
        return ofPerson(Ref.Source.EVERY_SUBJECT, model.subject(), parts, 1, name);
    }

    private static Meaning item(List<String> parts, Scope scope) {
        List<String> known = List.of("first", "last", "number", "separator");
        String what = parts.size() == 2 ? parts.get(1) : "";
        if (!known.contains(what)) {
            return new Meaning.Unknown(
                    "'item' has " + String.join(", ", known) + ", but no '" + what + "'",
                    Suggestions.didYouMean(what, known));
        }
        if (scope.loop() == Scope.Loop.NONE) {
            return new Meaning.Unknown(
                    "'item." + what + "' is the turn of a list, and there is no list around it",
                    Optional.of("it has a meaning inside {{#subjects}} and inside a section on a set"));
        }
        return new Meaning.Item(what);
    }

    private Meaning message(String key) {
        if (!messageKeys.contains(key)) {
            return new Meaning.Unknown(
                    "No catalogue has a message '" + key + "'", Suggestions.didYouMean(key, messageKeys));
        }
        return new Meaning.Message(key);
    }

    private Meaning link(String name) {
        Manifest.Link declared = manifest.links().get(name);
        return declared != null
                ? new Meaning.Link(declared)
                : new Meaning.Unknown(
                        "The manifest has no link '" + name + "'",
                        Suggestions.didYouMean(name, manifest.links().keySet()));
    }

    /** Returns the member of a set whose turn it is. */
    Ref member(Ref set, int level) {
        return make(Ref.Source.MEMBER, set.name() + "." + level, ValueType.TEXT, level, 0, set.categories(), false, "");
    }

    private Ref ofAttribute(Ref.Source source, String name, Attribute attribute) {
        boolean mayBeMissing = !attribute.required() || attribute.type() == ValueType.TEXT_SET;
        return make(
                source,
                name,
                attribute.type(),
                attribute.slot(),
                attribute.index(),
                attribute.categories(),
                mayBeMissing,
                "");
    }

    private Ref ref(TemplateModel.MessageValue value) {
        boolean mayBeMissing = !value.required() || value.type() == ValueType.TEXT_SET;
        int number = valueNames.indexOf(value.name());
        return make(Ref.Source.VALUE, value.name(), value.type(), number, 0, value.categories(), mayBeMissing, "");
    }

    private Ref make(
            Ref.Source source,
            String name,
            ValueType type,
            int slot,
            int index,
            Set<String> categories,
            boolean mayBeMissing,
            String constant) {
        String key = source + " " + name;
        Ref known = refs.get(key);
        if (known != null) {
            return known;
        }
        int cell = cells().size();
        Ref ref =
                new Ref(source, name, type, slot, index, categories, bits.of(categories), mayBeMissing, constant, cell);
        refs.put(key, ref);
        return ref;
    }

    /** Returns the names that the manifest may call required: every value that a template can show. */
    List<String> requirable() {
        List<String> names = new ArrayList<>(model.values().keySet());
        model.recipient().attributeNames().forEach(name -> names.add("recipient." + name));
        model.subject().attributeNames().forEach(name -> names.add("subjects." + name));
        return names;
    }
}
