package org.tidings.benchmarks.segmentation;

import java.util.List;

/** The ways to count that {@link BulkBenchmark} compares. */
public enum BulkPeer {
    /** Bit-sliced columns of the library; rules are compiled for the population in each call. */
    TIDINGS,
    /** Closures per row. */
    CLOSURES,
    /** A hand-written inverted index of Roaring bitmaps. */
    ROARING,
    /** DuckDB, one statement per rule: its faster way. */
    DUCKDB,
    /** DuckDB, one statement for all rules. */
    DUCKDB_ONE_STATEMENT;

    BulkCounter counter(BulkPeople people, List<BulkRules.Written> rules) {
        List<BulkPredicate> predicates =
                rules.stream().map(BulkRules.Written::predicate).toList();
        return switch (this) {
            case TIDINGS -> new BulkTidings(people.schema(), people.population(), rules);
            case CLOSURES -> new BulkClosures(people, predicates);
            case ROARING -> new BulkRoaring(people, predicates);
            case DUCKDB -> new BulkDuckDb(people, predicates, false);
            case DUCKDB_ONE_STATEMENT -> new BulkDuckDb(people, predicates, true);
        };
    }
}
