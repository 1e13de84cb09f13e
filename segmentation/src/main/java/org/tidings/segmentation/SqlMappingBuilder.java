package org.tidings.segmentation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tidings.core.Attribute;
import org.tidings.core.EventStream;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;

/** Makes an {@link SqlMapping}. What is not set has the name that it has in the schema. Mutable, owned by one thread. */
public final class SqlMappingBuilder {
    /** Aliases that statements make themselves. */
    private static final Pattern RESERVED = Pattern.compile("[a-z][0-9]+");

    private final Schema schema;
    private final String table;
    private final String idColumn;
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final Map<String, SqlMapping.Members> members = new LinkedHashMap<>();
    private final Map<String, SqlMapping.Events> events = new LinkedHashMap<>();
    private Optional<String> alias = Optional.empty();
    private boolean untidy;

    SqlMappingBuilder(Schema schema, String table, String idColumn) {
        this.schema = Objects.requireNonNull(schema, "schema");
        this.table = Objects.requireNonNull(table, "table");
        this.idColumn = Objects.requireNonNull(idColumn, "idColumn");
    }

    /**
     * Names the column of an attribute.
     *
     * @throws IllegalArgumentException if there is no such attribute
     * @throws IllegalStateException if its place is set already
     */
    public SqlMappingBuilder column(String attribute, String column) {
        attribute(attribute);
        checkNew(attribute, columns.putIfAbsent(attribute, Objects.requireNonNull(column, "column")));
        return this;
    }

    /**
     * Says that the members of a set stand in a table of their own, a row each. A person without a row has no value.
     *
     * @param attribute a {@code set<text>}
     * @param memberTable the table; a dot divides schema and table
     * @param personColumn its column with the person's id
     * @param memberColumn its column with the member
     * @throws IllegalArgumentException if there is no such attribute, or it is no set
     * @throws IllegalStateException if its place is set already
     */
    public SqlMappingBuilder members(String attribute, String memberTable, String personColumn, String memberColumn) {
        if (attribute(attribute).type() != ValueType.TEXT_SET) {
            throw new IllegalArgumentException("'" + attribute + "' is no set of texts");
        }
        checkNew(
                attribute,
                members.putIfAbsent(attribute, new SqlMapping.Members(memberTable, personColumn, memberColumn)));
        return this;
    }

    /**
     * Names the table of a stream.
     *
     * @param stream a stream of the schema
     * @param eventTable the table; a dot divides schema and table
     * @param personColumn its column with the person's id
     * @param orderColumn its column that grows in the order of the input, such as an identity column; it orders events
     *     of one time
     * @throws IllegalArgumentException if there is no such stream
     * @throws IllegalStateException if its place is set already
     */
    public SqlMappingBuilder stream(String stream, String eventTable, String personColumn, String orderColumn) {
        stream(stream);
        SqlMapping.Events place = new SqlMapping.Events(eventTable, personColumn, orderColumn, new LinkedHashMap<>());
        checkNew(stream, events.putIfAbsent(stream, place));
        return this;
    }

    /**
     * Names the column of a field of a stream whose table is named already.
     *
     * @throws IllegalArgumentException if there is no such field
     * @throws IllegalStateException if its place is set already, or that of the stream is not
     */
    public SqlMappingBuilder field(String stream, String field, String column) {
        if (stream(stream).field(field).isEmpty()) {
            throw new IllegalArgumentException("there is no field '" + field + "' in the events '" + stream + "'");
        }
        SqlMapping.Events place = events.get(stream);
        if (place == null) {
            throw new IllegalStateException("name the table of '" + stream + "' before its columns");
        }
        checkNew(stream + "." + field, place.fields().putIfAbsent(field, Objects.requireNonNull(column, "column")));
        return this;
    }

    /**
     * Sets the alias of the table of people in the statement that the SQL is put into; {@code p} without it.
     *
     * @throws IllegalArgumentException if it is a letter with digits, which statements use themselves
     * @throws IllegalStateException if it is set already
     */
    public SqlMappingBuilder alias(String wanted) {
        if (RESERVED.matcher(wanted).matches()) {
            throw new IllegalArgumentException("'" + wanted + "' is a name that the SQL uses itself");
        }
        if (alias.isPresent()) {
            throw new IllegalStateException("alias is set twice");
        }
        alias = Optional.of(wanted);
        return this;
    }

    /**
     * Says that a missing value may also be written as an empty text, as a number that is not finite, or as an empty
     * array. The SQL is longer then, and finds no index on such a column.
     */
    public SqlMappingBuilder untidy() {
        untidy = true;
        return this;
    }

    /** Returns the mapping. */
    public SqlMapping build() {
        Map<String, SqlMapping.Events> places = new LinkedHashMap<>();
        events.forEach((stream, place) -> places.put(
                stream,
                new SqlMapping.Events(
                        place.table(), place.personColumn(), place.orderColumn(), Map.copyOf(place.fields()))));
        return new SqlMapping(schema, table, idColumn, alias.orElse("p"), untidy, columns, members, places);
    }

    private Attribute attribute(String name) {
        return schema.attribute(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no attribute '" + name + "'"));
    }

    private EventStream stream(String name) {
        return schema.stream(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no event stream '" + name + "'"));
    }

    private static void checkNew(String what, @org.jspecify.annotations.Nullable Object before) {
        if (before != null) {
            throw new IllegalStateException("the place of '" + what + "' is set twice");
        }
    }
}
