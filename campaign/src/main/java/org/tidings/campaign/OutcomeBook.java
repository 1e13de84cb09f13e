package org.tidings.campaign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What became of every person who is meant, by person and step. Owned by one thread. */
final class OutcomeBook {
    private final List<Entry> entries;
    private final Map<Long, Entry> index;

    OutcomeBook(List<Meant> meant) {
        this.entries = new ArrayList<>(meant.size());
        this.index = new HashMap<>(meant.size() * 2);
        for (Meant person : meant) {
            Entry entry = new Entry(person);
            entries.add(entry);
            index.put(key(person), entry);
        }
    }

    /** Returns the entries in the order of the people. */
    List<Entry> entries() {
        return entries;
    }

    /** Notes that a message about its subjects goes out. */
    void delivered(ReadyMessage message) {
        Delivery delivery = message.delivery();
        for (Bundle.Member member : message.bundle().members()) {
            entry(member.meant()).deliveries.add(delivery);
        }
    }

    /** Notes that somebody left a message. */
    void withheld(Bundle.Member member, Reason reason) {
        entry(member.meant()).dropped.add(new Gone(Optional.of(member.candidate()), reason));
    }

    /** Notes that a message about a person left before this run, which does not plan it again. */
    void toldBefore(int person, ProgrammeStep step, Delivery delivery) {
        Entry entry = index.get(key(person, step));
        if (entry != null) {
            entry.deliveries.add(delivery);
            entry.toldBefore.add(delivery.recipient());
        }
    }

    private Entry entry(Meant meant) {
        Entry entry = index.get(key(meant));
        if (entry == null) {
            throw new IllegalStateException("a message about somebody who was not assessed");
        }
        return entry;
    }

    private static long key(Meant meant) {
        return key(meant.person(), meant.step());
    }

    private static long key(int person, ProgrammeStep step) {
        return ((long) person << 32) | step.index();
    }

    /**
     * A recipient who was not reached.
     *
     * @param candidate the recipient; absent where nobody was asked
     * @param reason why
     */
    record Gone(Optional<Candidate> candidate, Reason reason) {
        Withholding withholding() {
            return new Withholding(candidate.map(Candidate::recipientId), reason);
        }
    }

    /** A person in a step. */
    static final class Entry {
        private final Meant meant;
        private final List<Delivery> deliveries = new ArrayList<>(1);
        private final List<Gone> dropped = new ArrayList<>(0);
        private final Set<String> toldBefore = new HashSet<>(0);

        private Entry(Meant meant) {
            this.meant = meant;
        }

        Meant meant() {
            return meant;
        }

        /** Returns the recipients who were lost after a way to them had been found. */
        List<Gone> dropped() {
            return List.copyOf(dropped);
        }

        boolean isReached() {
            return !deliveries.isEmpty();
        }

        /**
         * Returns the recipients who were not reached and belong on the list: all where nobody was reached or where
         * everybody should have been; where one was enough, none of those who were passed over.
         */
        List<Gone> gone() {
            List<Gone> result = new ArrayList<>();
            if (!isReached()) {
                meant.refusal().ifPresent(reason -> result.add(new Gone(Optional.empty(), reason)));
            }
            boolean all = !isReached() || meant.step().campaign().guardians() == Campaign.Guardians.EVERY_USABLE;
            if (all) {
                for (Candidate candidate : meant.candidates()) {
                    candidate.refusal().ifPresent(reason -> result.add(new Gone(Optional.of(candidate), reason)));
                }
            }
            result.addAll(dropped);
            result.removeIf(gone -> gone.candidate()
                    .filter(candidate -> toldBefore.contains(candidate.recipientId()))
                    .isPresent());
            return result;
        }

        Outcome outcome() {
            List<Withholding> withheld = gone().stream().map(Gone::withholding).toList();
            return isReached() ? new Outcome.Deliveries(deliveries, withheld) : new Outcome.Withheld(withheld);
        }
    }
}
