package org.tidings.benchmarks.segmentation;

import java.util.List;
import java.util.stream.Collectors;

/** A rule of {@link ManyRules}, from which each rival makes its own form. */
sealed interface ManyRule {
    /** All parts are true. */
    record And(List<ManyRule> parts) implements ManyRule {}

    /** One part is true. */
    record Or(List<ManyRule> parts) implements ManyRule {}

    /** A text is one of several, or is known and none of them. */
    record OneOf(String attribute, List<String> values, boolean none) implements ManyRule {}

    /** An integer lies between two bounds, which count; the least and greatest long are no bounds. */
    record Range(String attribute, long low, long high) implements ManyRule {}

    /** A truth value is that. */
    record Is(String attribute, boolean value) implements ManyRule {}

    /** An age in years lies between two bounds, which count. */
    record Age(String attribute, int low, int high) implements ManyRule {}

    /** A date lies in the last days, today included. */
    record Within(String attribute, int days) implements ManyRule {}

    /** A set has a member, or is known and does not have it. */
    record Has(String attribute, String member, boolean none) implements ManyRule {}

    /** Returns the rule in the rule language. */
    default String text() {
        if (this instanceof And and) {
            return and.parts().stream().map(ManyRule::text).collect(Collectors.joining(" and "));
        } else if (this instanceof Or or) {
            return or.parts().stream().map(ManyRule::text).collect(Collectors.joining(" or ", "(", ")"));
        } else if (this instanceof OneOf one) {
            String values =
                    one.values().stream().map(value -> "'" + value + "'").collect(Collectors.joining(", "));
            return one.values().size() == 1
                    ? one.attribute() + (one.none() ? " <> " : " = ") + values
                    : one.attribute() + (one.none() ? " not in (" : " in (") + values + ")";
        } else if (this instanceof Range range) {
            return range.low() == Long.MIN_VALUE
                    ? range.attribute() + " <= " + range.high()
                    : range.high() == Long.MAX_VALUE
                            ? range.attribute() + " >= " + range.low()
                            : range.attribute() + " between " + range.low() + " and " + range.high();
        } else if (this instanceof Is is) {
            return is.value() ? is.attribute() : "not " + is.attribute();
        } else if (this instanceof Age age) {
            return "age(" + age.attribute() + ") between " + age.low() + " and " + age.high();
        } else if (this instanceof Within within) {
            return within.attribute() + " > today - " + within.days() + " days";
        }
        Has has = (Has) this;
        return (has.none() ? "not " : "") + has.attribute() + " has '" + has.member() + "'";
    }
}
