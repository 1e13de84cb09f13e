package org.tidings.segmentation;

import java.util.Map;
import java.util.Optional;
import org.tidings.core.Attribute;
import org.tidings.core.Schema;

/**
 * Where the values of a schema stand in a database. Immutable.
 *
 * <p>One row of a table is one person; the events of a stream stand in a table of their own, one row each. Columns have
 * the types {@code boolean}, {@code bigint} (or a smaller integer), {@code double precision}, {@code text},
 * {@code date}, {@code timestamptz} and {@code text[]}. A missing value is {@code NULL}; see
 * {@link SqlMappingBuilder#untidy()} for tables that write it in other ways too. Numbers are finite, the time of an
 * event is never {@code NULL}, and no text has a non-deterministic collation.
 *
 * <pre>
 * SqlMapping mapping = SqlMapping.builder(schema, "people", "id")
 *     .column("birthDate", "birth_date")
 *     .stream("immunizations", "immunization", "person_id", "entry_no")
 *     .field("immunizations", "cvx", "vaccine_code")
 *     .build();
 * </pre>
 */
public final class SqlMapping {
    private final Schema schema;
    private final String table;
    private final String idColumn;
    private final String alias;
    private final boolean untidy;
    private final Map<String, String> columns;
    private final Map<String, Members> members;
    private final Map<String, Events> events;

    SqlMapping(
            Schema schema,
            String table,
            String idColumn,
            String alias,
            boolean untidy,
            Map<String, String> columns,
            Map<String, Members> members,
            Map<String, Events> events) {
        this.schema = schema;
        this.table = table;
        this.idColumn = idColumn;
        this.alias = alias;
        this.untidy = untidy;
        this.columns = Map.copyOf(columns);
        this.members = Map.copyOf(members);
        this.events = Map.copyOf(events);
    }

    /** A table with one row for each member of a set. */
    record Members(String table, String personColumn, String memberColumn) {}

    /** A table with one row for each event; {@code fields} has the columns that are not named like their field. */
    record Events(String table, String personColumn, String orderColumn, Map<String, String> fields) {}

    /**
     * Returns a builder.
     *
     * @param schema the stored attributes and streams
     * @param table the table of people; a dot divides schema and table
     * @param idColumn its column with the person id, a text or something whose text is the id
     */
    public static SqlMappingBuilder builder(Schema schema, String table, String idColumn) {
        return new SqlMappingBuilder(schema, table, idColumn);
    }

    Schema schema() {
        return schema;
    }

    boolean isUntidy() {
        return untidy;
    }

    /** Returns the table of people, with its alias, for a {@code from}. */
    String from() {
        return tableName(table) + " as " + SqlWriter.quoted(alias);
    }

    String id() {
        return ofPerson(idColumn);
    }

    String column(Attribute attribute) {
        return ofPerson(columns.getOrDefault(attribute.name(), attribute.name()));
    }

    private String ofPerson(String column) {
        return SqlWriter.quoted(alias) + "." + SqlWriter.quoted(column);
    }

    Optional<Members> members(Attribute attribute) {
        return Optional.ofNullable(members.get(attribute.name()));
    }

    /**
     * Returns where the events of a stream stand.
     *
     * @throws IllegalArgumentException if the mapping does not say
     */
    Events events(String stream) {
        Events found = events.get(stream);
        if (found == null) {
            throw new IllegalArgumentException("the mapping names no table for the events '" + stream + "'");
        }
        return found;
    }

    /** Returns a table name in quotes, schema and table apart. */
    static String tableName(String table) {
        StringBuilder name = new StringBuilder();
        for (String part : table.split("\\.", -1)) {
            name.append(name.length() == 0 ? "" : ".").append(SqlWriter.quoted(part));
        }
        return name.toString();
    }
}
