package org.tidings.segmentation.internal.imports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Attribute;
import org.tidings.core.Diagnostics;
import org.tidings.core.EventField;
import org.tidings.core.EventStream;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.Span;
import org.tidings.core.Suggestions;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;

/** Finds the attributes and streams that paths of the foreign data stand for, and reports what cannot be said. */
final class ForeignData implements ForeignValue.Reader {
    /** Name of the one field, beside the time, of a stream whose events stand for plain values. */
    static final String VALUE = "value";

    /** End of the name of a condition that tells an empty text, or an empty object, from none. */
    static final String IS_EMPTY = "_is_empty";

    private final Schema schema;
    private final boolean unknownIsMissing;
    private final SourceText source;
    private final Diagnostics diagnostics;
    private final Set<String> read = new TreeSet<>();
    private final List<EventStream> inside = new ArrayList<>();

    /** Parts are read once for every alternative, and reported once. */
    private final Set<String> reported = new HashSet<>();

    private Span at = Span.NONE;

    ForeignData(Schema schema, boolean unknownIsMissing, SourceText source, Diagnostics diagnostics) {
        this.schema = schema;
        this.unknownIsMissing = unknownIsMissing;
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** Returns the name that a path has in a schema: what is no letter, digit or {@code _} becomes {@code _}. */
    static String nameOf(String path) {
        StringBuilder name = new StringBuilder();
        path.codePoints().forEach(c -> {
            boolean fits = c < 0x10000 && (Character.isLetterOrDigit(c) || c == '_');
            name.append(fits ? Character.toString(c) : "_");
        });
        boolean fits = name.length() > 0 && Character.isLetter(name.charAt(0));
        return fits ? name.toString() : "v_" + name;
    }

    /** Says which part of the rule is being read, for messages. */
    void at(Span span) {
        at = span;
    }

    Span at() {
        return at;
    }

    /** Returns the attributes and streams that were found, in alphabetical order. */
    Set<String> read() {
        return read;
    }

    Sym root() {
        return Sym.of(new ForeignValue.DataObject(this, ""));
    }

    boolean has(String path) {
        return schema.attribute(nameOf(path)).isPresent();
    }

    Sym cannotSay(String message, String hint) {
        if (!reported.add(at + message)) {
            return Sym.wrong();
        }
        diagnostics.error(source, at, "SEG-501", message, hint.isEmpty() ? Optional.empty() : Optional.of(hint));
        return Sym.wrong();
    }

    void warn(String message) {
        if (reported.add(at + message)) {
            diagnostics.warning(source, at, "SEG-503", message, Optional.empty());
        }
    }

    /** Says that what follows stands in a {@code where} over a stream, until {@link #leave}. */
    void enter(String stream) {
        inside.add(schema.stream(stream).orElseThrow());
    }

    void leave() {
        inside.remove(inside.size() - 1);
    }

    boolean isInside() {
        return !inside.isEmpty();
    }

    @Override
    public Sym read(String path) {
        String name = nameOf(path);
        Optional<Attribute> attribute = schema.attribute(name);
        boolean isHidden = attribute.isPresent()
                && inside.stream().anyMatch(stream -> stream.field(name).isPresent());
        if (isHidden) {
            return cannotSay(
                    "Inside the list, '" + name + "' is a field of its events, so the attribute cannot be named",
                    "give the attribute another name");
        } else if (attribute.isPresent()) {
            read.add(name);
            Attribute found = attribute.get();
            if (found.type() == ValueType.TEXT_SET) {
                return Sym.of(new ForeignValue.TextSet(Nodes.name(name)));
            }
            Sym value = Sym.of(found.type(), Nodes.name(name));
            return found.required() && !found.hiddenWhileFuture() ? value : orEmpty(found);
        }
        Optional<EventStream> stream = schema.stream(name);
        if (stream.isPresent()) {
            read.add(name);
            return Sym.of(new ForeignValue.Events(path, name, Nodes.TRUE, element(stream.get())));
        }
        Expr below = existsBelow(name + "_");
        if (!Nodes.isFalse(below)) {
            return Sym.choose(below, Sym.of(new ForeignValue.DataObject(this, path)), Sym.ofNull());
        }
        return unknown(path, name);
    }

    /** Returns the value of an attribute that may be missing; a missing text can have been an empty one. */
    private Sym orEmpty(Attribute attribute) {
        Expr name = Nodes.name(attribute.name());
        Sym value = Sym.maybe(attribute.type(), name);
        String empty = attribute.name() + IS_EMPTY;
        boolean isTold = attribute.type() == ValueType.TEXT
                && schema.attribute(empty)
                        .filter(flag -> flag.type() == ValueType.BOOL)
                        .isPresent();
        if (!isTold) {
            return value;
        }
        read.add(empty);
        Expr isEmpty = new Expr.Is(Nodes.name(empty), Expr.Test.TRUE, Span.NONE);
        return Sym.choose(isEmpty, Sym.text(""), value);
    }

    private Sym unknown(String path, String name) {
        if (unknownIsMissing) {
            return Sym.ofNull();
        }
        List<String> names = new ArrayList<>(schema.attributeNames());
        schema.streams().forEach(stream -> names.add(stream.name()));
        Optional<String> near = Suggestions.didYouMean(name, names);
        diagnostics.error(
                source,
                at,
                "SEG-502",
                "The schema has no attribute '" + name + "'" + (name.equals(path) ? "" : " for '" + path + "'"),
                near);
        return Sym.wrong();
    }

    @Override
    public Expr exists(String path) {
        String name = nameOf(path);
        if (schema.attribute(name).isPresent()) {
            read.add(name);
            return Nodes.known(Nodes.name(name));
        } else if (schema.stream(name).isPresent()) {
            read.add(name);
            return Nodes.events(Expr.AggregateKind.EXISTS, name, "", Nodes.TRUE);
        }
        return existsBelow(name + "_");
    }

    /** Returns the attributes, and streams, whose names begin with a prefix, in the order of the schema. */
    List<String> namesBelow(String path) {
        String prefix = nameOf(path) + "_";
        List<String> names = new ArrayList<>();
        schema.attributeNames().stream()
                .filter(name -> name.startsWith(prefix) && !name.endsWith(IS_EMPTY))
                .forEach(names::add);
        schema.streams().stream()
                .map(EventStream::name)
                .filter(name -> name.startsWith(prefix))
                .forEach(names::add);
        return names;
    }

    private Expr existsBelow(String prefix) {
        List<Expr> any = new ArrayList<>();
        for (Attribute attribute : schema.attributes()) {
            if (attribute.name().startsWith(prefix)) {
                read.add(attribute.name());
                any.add(Nodes.known(Nodes.name(attribute.name())));
            }
        }
        return Nodes.or(any);
    }

    /** Returns what stands for one event: its value, or an object of its fields. */
    private Sym element(EventStream stream) {
        Optional<EventField> value = stream.field(VALUE);
        if (value.isPresent() && stream.fields().size() == 2) {
            return field(value.get());
        }
        return Sym.of(new ForeignValue.DataObject(new Fields(stream), ""));
    }

    private static Sym field(EventField field) {
        Expr name = Nodes.name(field.name());
        return field.required() ? Sym.of(field.type(), name) : Sym.maybe(field.type(), name);
    }

    /** The fields of an event. */
    private final class Fields implements ForeignValue.Reader {
        private final EventStream stream;

        Fields(EventStream stream) {
            this.stream = stream;
        }

        @Override
        public Sym read(String path) {
            String name = nameOf(path);
            Optional<EventField> field = stream.field(name);
            if (field.isPresent()) {
                return ForeignData.field(field.get());
            }
            boolean isObject = stream.fields().stream().anyMatch(f -> f.name().startsWith(name + "_"));
            if (isObject) {
                return Sym.of(new ForeignValue.DataObject(this, path));
            } else if (unknownIsMissing) {
                return Sym.ofNull();
            }
            List<String> names = stream.fields().stream().map(EventField::name).toList();
            Optional<String> near = Suggestions.didYouMean(name, names);
            diagnostics.error(
                    source, at, "SEG-502", "The events of '" + stream.name() + "' have no field '" + name + "'", near);
            return Sym.wrong();
        }

        @Override
        public Expr exists(String path) {
            return stream.field(nameOf(path))
                    .map(field -> Nodes.known(Nodes.name(field.name())))
                    .orElse(Nodes.FALSE);
        }
    }
}
