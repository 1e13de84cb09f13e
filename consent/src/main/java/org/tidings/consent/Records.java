package org.tidings.consent;

import java.util.ArrayList;
import java.util.List;

/** Finds the record that stands for a person after her records were joined, and those that it has taken over. */
final class Records {
    private Records() {}

    /** Locks the record that stands for a person now. */
    static SubjectHead lock(LedgerTransaction transaction, String subject) {
        // Looked up before it is locked: who holds a joined record and waits for its survivor could wait for a merge
        // that holds the survivor.
        String candidate = current(transaction, subject).subject();
        while (true) {
            SubjectHead head = transaction.lock(candidate);
            if (head.mergedInto().isEmpty()) {
                return head;
            }
            candidate = head.mergedInto().get();
        }
    }

    /** Returns the record that stands for a person now, without a lock. */
    static SubjectHead current(LedgerTransaction transaction, String subject) {
        SubjectHead head = transaction.head(subject).orElseGet(() -> SubjectHead.empty(subject));
        while (head.mergedInto().isPresent()) {
            String next = head.mergedInto().get();
            head = transaction.head(next).orElseGet(() -> SubjectHead.empty(next));
        }
        return head;
    }

    /** Returns the records that were joined to one, directly or through others. */
    static List<String> joinedTo(LedgerTransaction transaction, String subject) {
        List<String> joined = new ArrayList<>(transaction.joinedTo(subject));
        for (int i = 0; i < joined.size(); i++) {
            joined.addAll(transaction.joinedTo(joined.get(i)));
        }
        return joined;
    }
}
