package org.tidings.campaign;

import java.time.LocalDate;
import java.util.List;

/**
 * Names of messages and of (recipient, subject) pairs: digests over the ids that they stand for.
 *
 * <p>A name by itself names nobody. It is no secret either: who can list the ids that may stand behind it can digest each
 * of them and see which one fits.
 */
final class References {
    private static final int DIGITS = 32;

    private References() {}

    /**
     * Returns the name of a message. It depends on programme, step, day, recipient and subjects, not on channel or time of
     * sending. The day is the step's deadline, or the programme's where there is none, so that what comes back every year
     * has a name of its own every year.
     */
    static String message(RunSetting setting, Bundle bundle) {
        StringBuilder text = prefix(setting, bundle, "message");
        for (Bundle.Member member : bundle.members()) {
            add(text, member.meant().personId());
        }
        return digest(text);
    }

    /** Returns the names of the pairs of a message, in the order of its subjects. */
    static List<String> keys(RunSetting setting, Bundle bundle) {
        String prefix = prefix(setting, bundle, "pair").toString();
        return bundle.members().stream()
                .map(member ->
                        digest(add(new StringBuilder(prefix), member.meant().personId())))
                .toList();
    }

    /** Returns the day of a message: the step's deadline, or the programme's day where there is none. */
    static LocalDate day(RunSetting setting, Bundle bundle) {
        return bundle.dates()
                .map(StepDates::deadline)
                .orElseGet(() -> setting.base().today());
    }

    private static StringBuilder prefix(RunSetting setting, Bundle bundle, String kind) {
        StringBuilder text = add(new StringBuilder(), kind);
        add(text, setting.programme().id());
        add(text, bundle.step().label());
        add(text, day(setting, bundle).toString());
        return add(text, bundle.recipientId());
    }

    /** Adds a field with its length before it, so that no two lists of fields make the same text. */
    private static StringBuilder add(StringBuilder text, String field) {
        return text.append(field.length()).append(':').append(field);
    }

    private static String digest(StringBuilder text) {
        return Digests.sha256(text.toString()).substring(0, DIGITS);
    }
}
