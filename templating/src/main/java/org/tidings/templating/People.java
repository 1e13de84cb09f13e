package org.tidings.templating;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tidings.core.ConsentDecision;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.TextOrder;
import org.tidings.core.ValueType;
import org.tidings.core.Values;
import org.tidings.core.internal.SlotProfile;
import org.tidings.templating.ValueUse.State;

/**
 * The values of one message and the decisions about them. A value is read here and nowhere else, and only after its
 * {@link #state} has been asked for. Bound to one message after the other, so that its arrays are made once.
 */
final class People {
    private static final String[] NO_MEMBERS = {};

    /** The recipient, then the subjects. */
    private SlotProfile[] profiles = {};

    private ConsentDecision[] decisions = {};
    /** What each decision denies; see {@link CategoryBits}. */
    private long[] denied = {};

    private int subjectCount;
    private long[] bits = {};

    /** Texts and sets; for a primitive value that is there, the value as it came. */
    private @Nullable Object[] references = {};

    /** Takes the values of another message. */
    void bind(RenderRequest request, TemplateModel model, CategoryBits categories) {
        List<SubjectView> subjects = request.subjects();
        subjectCount = subjects.size();
        if (profiles.length <= subjectCount) {
            profiles = new SlotProfile[subjectCount + 1];
            decisions = new ConsentDecision[subjectCount + 1];
            denied = new long[subjectCount + 1];
        }
        profiles[0] = bound(request.recipient(), model.recipient(), "recipient");
        decisions[0] = request.recipientDecision();
        denied[0] = categories.denied(decisions[0]);
        for (int i = 0; i < subjectCount; i++) {
            profiles[i + 1] = bound(subjects.get(i).profile(), model.subject(), "subject");
            decisions[i + 1] = subjects.get(i).decision();
            denied[i + 1] = categories.denied(decisions[i + 1]);
        }
        List<TemplateModel.MessageValue> declared = model.valueList();
        if (bits.length < declared.size()) {
            bits = new long[declared.size()];
            references = new Object[declared.size()];
        }
        for (int i = 0; i < declared.size(); i++) {
            Object value = request.values().get(declared.get(i).name());
            references[i] = value == null ? null : bound(declared.get(i), value, i);
        }
    }

    private static SlotProfile bound(Profile profile, Schema schema, String who) {
        if (profile.schema() != schema) {
            throw new IllegalArgumentException("the profile of the " + who + " is bound to schema " + profile.schema()
                    + ", not to the schema of the template's model");
        }
        return SlotProfile.of(profile);
    }

    private @Nullable Object bound(TemplateModel.MessageValue declared, Object value, int number) {
        ValueType type = declared.type();
        if (type == ValueType.TEXT && value instanceof CharSequence text) {
            return OneLine.isEmpty(text.toString()) ? null : text.toString();
        }
        if (type == ValueType.TEXT_SET && value instanceof Collection<?> members) {
            Set<String> sorted = new TreeSet<>(TextOrder.BY_CODE_POINT);
            members.forEach(member -> sorted.add(String.valueOf(member)));
            return sorted.toArray(String[]::new);
        }
        Optional<Long> primitive = Values.toBits(type, value);
        if (primitive.isEmpty()) {
            throw new IllegalArgumentException("message value '" + declared.name() + "' is a "
                    + value.getClass().getSimpleName() + "; " + Values.example(type) + " was expected");
        }
        bits[number] = primitive.get();
        return value;
    }

    int subjectCount() {
        return subjectCount;
    }

    /**
     * Returns READ for a value that is there and permitted, else MISSING or DENIED; denied goes before missing.
     *
     * @param subject whose turn it is, or -1
     * @param emptyIsMissing whether a set without members counts as missing
     */
    State state(Ref ref, int subject, boolean emptyIsMissing) {
        Ref.Source source = ref.source();
        if (source == Ref.Source.RECIPIENT) {
            return ofPerson(ref, 0, emptyIsMissing);
        } else if (source == Ref.Source.SUBJECT) {
            return ofPerson(ref, subject + 1, emptyIsMissing);
        }
        return switch (source) {
            case EVERY_SUBJECT -> everyState(ref, emptyIsMissing);
            case VALUE -> valueState(ref, emptyIsMissing);
            case RECIPIENT, SUBJECT, CONSTANT, SUBJECT_COUNT, MEMBER -> State.READ;
        };
    }

    private State ofPerson(Ref ref, int row, boolean emptyIsMissing) {
        if (!permits(ref, row)) {
            return State.DENIED;
        }
        SlotProfile profile = profiles[row];
        boolean present = profile.isPresent(ref.slot());
        if (present && emptyIsMissing && ref.type() == ValueType.TEXT_SET) {
            present = profile.set(ref.index()).length > 0;
        } else if (present && ref.type() == ValueType.TEXT) {
            present = !OneLine.isEmpty(profile.text(ref.index()));
        }
        return present ? State.READ : State.MISSING;
    }

    private State everyState(Ref ref, boolean emptyIsMissing) {
        State worst = subjectCount == 0 ? State.MISSING : State.READ;
        for (int i = 0; i < subjectCount; i++) {
            State state = ofPerson(ref, i + 1, emptyIsMissing);
            if (state == State.DENIED) {
                return State.DENIED;
            }
            worst = state == State.MISSING ? state : worst;
        }
        return worst;
    }

    /** A value of the message may be about everybody in it, so that everybody's decision counts. */
    private State valueState(Ref ref, boolean emptyIsMissing) {
        for (int row = 0; row <= subjectCount; row++) {
            if (!permits(ref, row)) {
                return State.DENIED;
            }
        }
        Object value = references[ref.slot()];
        boolean empty = value == null || (emptyIsMissing && value instanceof String[] members && members.length == 0);
        return empty ? State.MISSING : State.READ;
    }

    private boolean permits(Ref ref, int row) {
        return CategoryBits.permits(ref, denied[row], decisions[row]);
    }

    /** Returns the bits of a primitive value that is there; see {@link Values}. */
    long bits(Ref ref, int subject) {
        return switch (ref.source()) {
            case RECIPIENT -> profiles[0].primitive(ref.index());
            case SUBJECT, EVERY_SUBJECT -> profiles[subject + 1].primitive(ref.index());
            case VALUE -> bits[ref.slot()];
            case SUBJECT_COUNT -> subjectCount;
            case CONSTANT, MEMBER -> throw new IllegalArgumentException(ref.name() + " is a text");
        };
    }

    /** Returns a text that is there; but for a constant, which its author has laid out, on one line. */
    String text(Ref ref, int subject) {
        return switch (ref.source()) {
            case RECIPIENT -> OneLine.of(profiles[0].text(ref.index()));
            case SUBJECT, EVERY_SUBJECT -> OneLine.of(profiles[subject + 1].text(ref.index()));
            case VALUE -> references[ref.slot()] instanceof String text ? OneLine.of(text) : "";
            case CONSTANT -> ref.constant();
            case SUBJECT_COUNT, MEMBER -> throw new IllegalArgumentException(ref.name() + " is read elsewhere");
        };
    }

    /**
     * Returns whether a value of a person is there, be it empty, and certainly permitted.
     *
     * @param row 0 for the recipient, then the subjects
     * @param categories bits of its categories
     */
    boolean isReadable(int row, int slot, long categories) {
        return (categories & denied[row]) == 0 && profiles[row].isPresent(slot);
    }

    /**
     * Returns whether values of a person are all there, be they empty, and certainly permitted.
     *
     * @param row 0 for the recipient, then the subjects
     * @param slots bits of their slots, which are among the first 64
     * @param categories bits of their categories
     */
    boolean areReadable(int row, long slots, long categories) {
        return (categories & denied[row]) == 0
                && (slots == 0 || (slots & ~profiles[row].presence()[0]) == 0);
    }

    /**
     * Returns the values of a person, for what {@link #areReadable}.
     *
     * @param row 0 for the recipient, then the subjects
     */
    SlotProfile profile(int row) {
        return profiles[row];
    }

    /** Returns the members of a set that is there. */
    String[] set(Ref ref, int subject) {
        return switch (ref.source()) {
            case RECIPIENT -> profiles[0].set(ref.index());
            case SUBJECT, EVERY_SUBJECT -> profiles[subject + 1].set(ref.index());
            case VALUE -> references[ref.slot()] instanceof String[] members ? members : NO_MEMBERS;
            case CONSTANT, SUBJECT_COUNT, MEMBER -> throw new IllegalArgumentException(ref.name() + " is no set");
        };
    }
}
