package org.tidings.segmentation.internal.imports;

import java.util.List;
import java.util.Map;
import org.tidings.core.ValueType;
import org.tidings.segmentation.internal.Expr;

/** What a part of a foreign rule is worth in one of its alternatives. */
sealed interface ForeignValue {
    /** Null, or nothing at all. */
    record Null() implements ForeignValue {}

    /** A value of a type; the expression is known wherever the alternative holds. */
    record Scalar(ValueType type, Expr expr) implements ForeignValue {}

    /** A list that stands in the rule; an item is in it where its condition holds. */
    record Items(List<Item> items) implements ForeignValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** An item of a list in the rule. */
    record Item(Expr present, Sym value) {}

    /**
     * The events of a stream as a list.
     *
     * @param path where the list stands in the foreign data
     * @param where which events are in it
     * @param element what stands for each event, inside a {@code where}
     */
    record Events(String path, String stream, Expr where, Sym element) implements ForeignValue {}

    /** A set of texts as a list; {@code set} may be missing, which is the empty list. */
    record TextSet(Expr set) implements ForeignValue {}

    /** An object of the data; its members are found by {@code reader}. */
    record DataObject(Reader reader, String path) implements ForeignValue {}

    /** An object that stands in the rule, or one that an iteration makes. */
    record RuleObject(Map<String, Sym> members) implements ForeignValue {}

    /** Evaluation fails. */
    record Failure(String type) implements ForeignValue {}

    /** This language cannot say it; that has been reported. */
    record Wrong() implements ForeignValue {}

    /** Finds the members of an object of the data. */
    interface Reader {
        /** Returns the value at a path. */
        Sym read(String path);

        /** Returns whether there is a value at a path or below. */
        Expr exists(String path);
    }
}
