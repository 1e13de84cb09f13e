package org.tidings.campaign;

import java.util.List;

/** Names of messages and of (recipient, subject) pairs: digests, so that they hold no personal data. */
final class References {
    private static final int DIGITS = 32;

    private References() {}

    /** Returns the name of a message; it depends on programme, step, recipient and subjects, not on channel or time. */
    static String message(Programme programme, Bundle bundle) {
        StringBuilder text = prefix(programme, bundle);
        for (Bundle.Member member : bundle.members()) {
            text.append('\n').append(member.meant().personId());
        }
        return Digests.sha256(text.toString()).substring(0, DIGITS);
    }

    /** Returns the names of the pairs of a message, in the order of its subjects. */
    static List<String> keys(Programme programme, Bundle bundle) {
        String prefix = prefix(programme, bundle).append('\t').toString();
        return bundle.members().stream()
                .map(member ->
                        Digests.sha256(prefix + member.meant().personId()).substring(0, DIGITS))
                .toList();
    }

    private static StringBuilder prefix(Programme programme, Bundle bundle) {
        return new StringBuilder()
                .append(programme.id())
                .append('\n')
                .append(bundle.step().label())
                .append('\n')
                .append(bundle.recipientId());
    }
}
