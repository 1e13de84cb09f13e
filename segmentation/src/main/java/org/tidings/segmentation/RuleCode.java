package org.tidings.segmentation;

import org.jspecify.annotations.Nullable;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/** One rule as straight-line code over the slots of a profile: a generated class, or an interpreter of its plan. */
abstract class RuleCode {
    /** Called by generated classes. */
    RuleCode() {}

    /** Returns whether the rule is definitely true for a person. */
    abstract boolean isTrue(SlotProfile person);

    /** Returns whether the class was generated. */
    boolean isGenerated() {
        return true;
    }

    /** Returns code that walks a plan; it allocates a frame for each person. */
    static RuleCode interpreted(Plan plan, CompiledRules rules) {
        return new RuleCode() {
            @Override
            boolean isTrue(SlotProfile person) {
                return plan.isTrue(Frame.of(rules, person));
            }

            @Override
            boolean isGenerated() {
                return false;
            }
        };
    }

    // What generated code calls.

    /** Returns the frame for opaque leaves, made at the first of them. */
    static Frame frame(@Nullable Frame known, CompiledRules rules, SlotProfile person) {
        return known != null ? known : Frame.of(rules, person);
    }

    /** Returns the index after the last event that is visible; mostly it is the last of all. */
    static int end(EventColumns events, long[] times, long last) {
        int size = times.length;
        return size == 0 || times[size - 1] <= last ? size : events.visible(last);
    }

    /** Returns whether a person's bucket is in a range. */
    static boolean isInBucket(String personId, long salt, ValueTest.Range test) {
        double bucket = Buckets.bucket(Buckets.hash(personId), salt);
        return test.holds(ValueTest.numberKey(Double.doubleToRawLongBits(bucket)));
    }
}
