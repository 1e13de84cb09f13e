package org.tidings.files;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.tidings.consent.ActorRole;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.Guardianship;
import org.tidings.core.Channel;
import org.tidings.core.Values;

/** Makes consent events and guardianships of rows whose values are right one by one. */
final class Facts {
    private Facts() {}

    /** Returns the event of a row; nothing, with a problem of the row, where its values do not fit together. */
    static Optional<ConsentEvent> consent(RowBinder row) {
        ConsentEventType type = Targets.constant(ConsentEventType.class, row.text(Targets.TYPE));
        Optional<String> purpose = term(row, Targets.PURPOSE);
        if (type.isYes() && purpose.isEmpty()) {
            row.problem("SRC-204", Targets.PURPOSE, "A yes must name its purpose");
            return Optional.empty();
        }
        Instant at = Values.fromMicros(row.bits(Targets.AT));
        ConsentEvent.Builder builder = ConsentEvent.builder(type, at)
                .reference(row.has(Targets.REFERENCE) ? row.text(Targets.REFERENCE) : row.file() + ":" + row.line())
                .categories(set(row, Targets.CATEGORIES))
                .explicit(row.has(Targets.EXPLICIT) && row.bits(Targets.EXPLICIT) != 0);
        purpose.ifPresent(builder::purpose);
        term(row, Targets.CHANNEL).flatMap(Channel::of).ifPresent(builder::channels);
        instant(row, Targets.RECORDED_AT).ifPresent(builder::recordedAt);
        Optional<Instant> from = instant(row, Targets.VALID_FROM);
        Optional<Instant> until = instant(row, Targets.VALID_UNTIL);
        if (type.isYes()) {
            // Files often keep the validity of the yes beside the withdrawal that ended it; there it means nothing.
            if (until.isPresent() && !from.orElse(at).isBefore(until.get())) {
                row.problem("SRC-215", Targets.VALID_UNTIL, "The validity ends before it begins");
                return Optional.empty();
            }
            from.ifPresent(builder::validFrom);
            until.ifPresent(builder::validUntil);
        }
        actor(row, builder);
        text(row, Targets.JURISDICTION).ifPresent(builder::jurisdiction);
        text(row, Targets.NOTICE).ifPresent(notice -> builder.notice(notice, row.text(Targets.NOTICE_VERSION)));
        text(row, Targets.EVIDENCE).ifPresent(builder::evidence);
        text(row, Targets.REFERS_TO).ifPresent(builder::refersTo);
        text(row, Targets.IDEMPOTENCY_KEY).ifPresent(builder::idempotencyKey);
        return Optional.of(builder.build());
    }

    /** Returns the guardianship of a row; nothing, with a problem of the row, where its values do not fit together. */
    static Optional<Guardianship> guardianship(RowBinder row) {
        String holder = row.text(Targets.GUARDIAN);
        if (holder.equals(row.person())) {
            row.problem("SRC-214", Targets.GUARDIAN, "The person is named as her own guardian");
        }
        long priority = row.has(Targets.PRIORITY) ? row.bits(Targets.PRIORITY) : 1;
        if (priority < 1 || priority > Integer.MAX_VALUE) {
            row.problem("SRC-201", Targets.PRIORITY, "The priority is not a whole number from 1 upwards");
        }
        Optional<Instant> from = instant(row, Targets.FROM);
        Optional<Instant> until = instant(row, Targets.UNTIL);
        if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
            row.problem("SRC-215", Targets.UNTIL, "The guardianship ends before it begins");
        }
        if (row.hasProblems()) {
            return Optional.empty();
        }
        Guardianship.Kind kind = text(row, Targets.KIND)
                .map(term -> Targets.constant(Guardianship.Kind.class, term))
                .orElse(Guardianship.Kind.GUARDIAN);
        boolean noContact = row.has(Targets.NO_CONTACT) && row.bits(Targets.NO_CONTACT) != 0;
        return Optional.of(new Guardianship(
                row.person(), holder, kind, (int) priority, from, until, set(row, Targets.PURPOSES), noContact));
    }

    private static void actor(RowBinder row, ConsentEvent.Builder builder) {
        Optional<String> role = text(row, Targets.ACTOR_ROLE);
        Optional<String> actor = text(row, Targets.ACTOR);
        if (role.isPresent() || actor.isPresent()) {
            ActorRole known =
                    role.map(term -> Targets.constant(ActorRole.class, term)).orElse(ActorRole.SELF);
            actor.ifPresentOrElse(id -> builder.actor(known, id), () -> builder.actor(known));
        }
    }

    private static Optional<String> text(RowBinder row, int target) {
        return row.has(target) ? Optional.of(row.text(target)) : Optional.empty();
    }

    private static Optional<String> term(RowBinder row, int target) {
        return text(row, target).filter(term -> !term.equals(Targets.ALL));
    }

    private static Optional<Instant> instant(RowBinder row, int target) {
        return row.has(target) ? Optional.of(Values.fromMicros(row.bits(target))) : Optional.empty();
    }

    private static Set<String> set(RowBinder row, int target) {
        Set<String> members = new HashSet<>(Arrays.asList(row.text(target).split("\\|")));
        members.remove("");
        return members;
    }
}
