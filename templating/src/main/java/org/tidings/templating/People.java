package org.tidings.templating;

import java.util.ArrayList;
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
 * {@link #state} has been asked for.
 */
final class People {
    private static final String[] NO_MEMBERS = {};

    private final SlotProfile recipient;
    private final ConsentDecision recipientDecision;
    private final List<SlotProfile> subjects = new ArrayList<>();
    private final List<ConsentDecision> decisions = new ArrayList<>();
    private final @Nullable Object[] values;

    People(RenderRequest request, TemplateModel model) {
        this.recipient = bound(request.recipient(), model.recipient(), "recipient");
        this.recipientDecision = request.recipientDecision();
        for (SubjectView view : request.subjects()) {
            subjects.add(bound(view.profile(), model.subject(), "subject"));
            decisions.add(view.decision());
        }
        this.values = new Object[model.values().size()];
        int number = 0;
        for (TemplateModel.MessageValue declared : model.values().values()) {
            Object value = request.values().get(declared.name());
            values[number++] = value == null ? null : bound(declared, value);
        }
    }

    private static SlotProfile bound(Profile profile, Schema schema, String who) {
        if (profile.schema() != schema) {
            throw new IllegalArgumentException("the profile of the " + who + " is bound to schema " + profile.schema()
                    + ", not to the schema of the template's model");
        }
        return SlotProfile.of(profile);
    }

    private static @Nullable Object bound(TemplateModel.MessageValue declared, Object value) {
        ValueType type = declared.type();
        if (type == ValueType.TEXT && value instanceof CharSequence text) {
            return text.length() == 0 ? null : text.toString();
        }
        if (type == ValueType.TEXT_SET && value instanceof Collection<?> members) {
            Set<String> sorted = new TreeSet<>(TextOrder.BY_CODE_POINT);
            members.forEach(member -> sorted.add(String.valueOf(member)));
            return sorted.toArray(String[]::new);
        }
        Optional<Long> bits = Values.toBits(type, value);
        if (bits.isEmpty()) {
            throw new IllegalArgumentException("message value '" + declared.name() + "' is a "
                    + value.getClass().getSimpleName() + "; " + Values.example(type) + " was expected");
        }
        return bits.get();
    }

    int subjectCount() {
        return subjects.size();
    }

    /**
     * Returns READ for a value that is there and permitted, else MISSING or DENIED; denied goes before missing.
     *
     * @param subject whose turn it is, or -1
     * @param emptyIsMissing whether a set without members counts as missing
     */
    State state(Ref ref, int subject, boolean emptyIsMissing) {
        return switch (ref.source()) {
            case RECIPIENT -> state(ref, recipient, recipientDecision, emptyIsMissing);
            case SUBJECT -> state(ref, subjects.get(subject), decisions.get(subject), emptyIsMissing);
            case EVERY_SUBJECT -> everyState(ref, emptyIsMissing);
            case VALUE -> valueState(ref, emptyIsMissing);
            case CONSTANT, SUBJECT_COUNT, MEMBER -> State.READ;
        };
    }

    private static State state(Ref ref, SlotProfile profile, ConsentDecision decision, boolean emptyIsMissing) {
        if (!permits(ref, decision)) {
            return State.DENIED;
        }
        boolean present = profile.isPresent(ref.slot());
        if (present && emptyIsMissing && ref.type() == ValueType.TEXT_SET) {
            present = profile.set(ref.index()).length > 0;
        }
        return present ? State.READ : State.MISSING;
    }

    private State everyState(Ref ref, boolean emptyIsMissing) {
        State worst = subjects.isEmpty() ? State.MISSING : State.READ;
        for (int i = 0; i < subjects.size(); i++) {
            State state = state(ref, subjects.get(i), decisions.get(i), emptyIsMissing);
            if (state == State.DENIED) {
                return State.DENIED;
            }
            worst = state == State.MISSING ? state : worst;
        }
        return worst;
    }

    /** A value of the message may be about everybody in it, so that everybody's decision counts. */
    private State valueState(Ref ref, boolean emptyIsMissing) {
        if (!permits(ref, recipientDecision)) {
            return State.DENIED;
        }
        for (ConsentDecision decision : decisions) {
            if (!permits(ref, decision)) {
                return State.DENIED;
            }
        }
        Object value = values[ref.slot()];
        boolean empty = value == null || (emptyIsMissing && value instanceof String[] members && members.length == 0);
        return empty ? State.MISSING : State.READ;
    }

    private static boolean permits(Ref ref, ConsentDecision decision) {
        if (decision.deniedCategories().isEmpty()) {
            return true;
        }
        for (String category : ref.categories()) {
            if (!decision.permits(category)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the bits of a primitive value that is there; see {@link Values}. */
    long bits(Ref ref, int subject) {
        return switch (ref.source()) {
            case RECIPIENT -> recipient.primitive(ref.index());
            case SUBJECT, EVERY_SUBJECT -> subjects.get(subject).primitive(ref.index());
            case VALUE -> values[ref.slot()] instanceof Long bits ? bits : 0;
            case SUBJECT_COUNT -> subjects.size();
            case CONSTANT, MEMBER -> throw new IllegalArgumentException(ref.name() + " is a text");
        };
    }

    /** Returns a text that is there. */
    String text(Ref ref, int subject) {
        return switch (ref.source()) {
            case RECIPIENT -> recipient.text(ref.index());
            case SUBJECT, EVERY_SUBJECT -> subjects.get(subject).text(ref.index());
            case VALUE -> values[ref.slot()] instanceof String text ? text : "";
            case CONSTANT -> ref.constant();
            case SUBJECT_COUNT, MEMBER -> throw new IllegalArgumentException(ref.name() + " is read elsewhere");
        };
    }

    /** Returns the members of a set that is there. */
    String[] set(Ref ref, int subject) {
        return switch (ref.source()) {
            case RECIPIENT -> recipient.set(ref.index());
            case SUBJECT, EVERY_SUBJECT -> subjects.get(subject).set(ref.index());
            case VALUE -> values[ref.slot()] instanceof String[] members ? members : NO_MEMBERS;
            case CONSTANT, SUBJECT_COUNT, MEMBER -> throw new IllegalArgumentException(ref.name() + " is no set");
        };
    }
}
