package org.tidings.segmentation;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/**
 * Everything that changes while one person is looked at: results so far, and which event a {@code where} looks at. Owned
 * by one thread.
 */
final class Frame {
    private static final byte MISSING = 1;
    private static final byte PRESENT = 2;

    /** Segment states are truth codes shifted so that 0 means "not computed". */
    private static final int SEGMENT_SHIFT = 2;

    private static final SlotProfile NOBODY = SlotProfile.of(
            Profile.builder(Schema.builder("none", 1).build(), "nobody").build());

    /** The person who is looked at. */
    SlotProfile profile;

    /** Whether the primitive code that ran last had a value. */
    boolean present;

    private final @Nullable CompiledRules rules;
    private byte[] derivedStates = new byte[0];
    private long[] derivedBits = new long[0];
    private @Nullable Object[] derivedReferences = new Object[0];
    private byte[] segmentStates = new byte[0];
    private long idHash;
    private boolean idHashed;

    private @Nullable EventColumns outerEvents;
    private @Nullable EventColumns innerEvents;
    private int outerEvent;
    private int innerEvent;

    private Frame(@Nullable CompiledRules rules, SlotProfile profile) {
        this.rules = rules;
        this.profile = profile;
    }

    static Frame of(CompiledRules rules, SlotProfile profile) {
        return new Frame(rules, profile);
    }

    /** Turns to another person and forgets all results. */
    void reset(SlotProfile person) {
        profile = person;
        idHashed = false;
        Arrays.fill(derivedStates, (byte) 0);
        Arrays.fill(segmentStates, (byte) 0);
    }

    /** Returns a frame without a person, in which constant codes can run. */
    static Frame empty() {
        return new Frame(null, NOBODY);
    }

    /** Returns the events that the {@code where} at a level looks at. */
    EventColumns events(int level) {
        return Objects.requireNonNull(level == 0 ? outerEvents : innerEvents);
    }

    /** Returns the number of the event that the {@code where} at a level looks at. */
    int event(int level) {
        return level == 0 ? outerEvent : innerEvent;
    }

    /** Points the {@code where} at a level to an event. */
    void look(int level, EventColumns events, int event) {
        if (level == 0) {
            outerEvents = events;
            outerEvent = event;
        } else {
            innerEvents = events;
            innerEvent = event;
        }
    }

    /** Returns a derived attribute held in a long and sets {@link #present}. */
    long primitive(Derived derived) {
        int index = compute(derived);
        present = derivedStates[index] == PRESENT;
        return derivedBits[index];
    }

    /** Returns a derived attribute held by reference, or null where it is missing. */
    @Nullable
    Object reference(Derived derived) {
        int index = compute(derived);
        return derivedReferences[index];
    }

    /** Returns the truth code of a segment. */
    int truth(Segment segment) {
        if (segmentStates.length == 0) {
            segmentStates = new byte[rules().segmentCount()];
        }
        byte state = segmentStates[segment.index()];
        if (state != 0) {
            return state - SEGMENT_SHIFT;
        }
        Code.Condition code = (Code.Condition) rules().code(segment);
        EventColumns outer = outerEvents;
        EventColumns inner = innerEvents;
        int outerAt = outerEvent;
        int innerAt = innerEvent;
        int truth = code.truth(this);
        restore(outer, inner, outerAt, innerAt);
        segmentStates[segment.index()] = (byte) (truth + SEGMENT_SHIFT);
        return truth;
    }

    /** Computes a derived attribute unless that has been done, and returns its index. */
    private int compute(Derived derived) {
        if (derivedStates.length == 0) {
            int count = rules().derivedCount();
            derivedStates = new byte[count];
            derivedBits = new long[count];
            derivedReferences = new Object[count];
        }
        int index = derived.index();
        if (derivedStates[index] == 0) {
            Code code = rules().code(derived);
            // The definition may be reached from inside a 'where' and has events of its own.
            EventColumns outer = outerEvents;
            EventColumns inner = innerEvents;
            int outerAt = outerEvent;
            int innerAt = innerEvent;
            boolean known;
            if (code instanceof Code.Reference reference) {
                Object value = reference.get(this);
                derivedReferences[index] = value;
                known = value != null;
            } else if (code instanceof Code.Primitive primitive) {
                derivedBits[index] = primitive.get(this);
                known = present;
            } else {
                int truth = ((Code.Condition) code).truth(this);
                derivedBits[index] = truth == Code.Condition.TRUE ? 1 : 0;
                known = truth != Code.Condition.UNKNOWN;
            }
            restore(outer, inner, outerAt, innerAt);
            derivedStates[index] = known ? PRESENT : MISSING;
        }
        return index;
    }

    private void restore(@Nullable EventColumns outer, @Nullable EventColumns inner, int outerAt, int innerAt) {
        outerEvents = outer;
        innerEvents = inner;
        outerEvent = outerAt;
        innerEvent = innerAt;
    }

    private CompiledRules rules() {
        return Objects.requireNonNull(rules, "constants read neither derived attributes nor segments");
    }

    /** Returns the hash of the person's id, computed once. */
    long idHash() {
        if (!idHashed) {
            idHash = Buckets.hash(profile.personId());
            idHashed = true;
        }
        return idHash;
    }
}
