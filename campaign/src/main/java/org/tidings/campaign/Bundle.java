package org.tidings.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tidings.core.Channel;
import org.tidings.core.TextOrder;

/**
 * A message before it is written: one step, one recipient, one channel, one deadline, at least one subject.
 *
 * @param step the step
 * @param dates the days of the step, the same for all members
 * @param members whom the message is about, in the order in which it names them
 */
record Bundle(ProgrammeStep step, Optional<StepDates> dates, List<Member> members) {
    private static final Comparator<Member> ORDER = Comparator.comparing(Member::sortKey, TextOrder.BY_CODE_POINT)
            .thenComparing(member -> member.meant().personId(), TextOrder.BY_CODE_POINT);

    /** Puts the members into their order. */
    Bundle {
        if (members.size() > 1) {
            List<Member> sorted = new ArrayList<>(members);
            sorted.sort(ORDER);
            members = sorted;
        }
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a message is about somebody");
        }
    }

    /** Returns the contact; those of all members differ in the decision about the subject only. */
    Contact contact() {
        return members.get(0).contact();
    }

    /** Returns the index of the recipient. */
    int recipient() {
        return members.get(0).candidate().recipient();
    }

    /** Returns the id of the recipient. */
    String recipientId() {
        return members.get(0).candidate().recipientId();
    }

    Channel channel() {
        return contact().channel();
    }

    /** Returns a copy with other members. */
    Bundle with(List<Member> others) {
        return new Bundle(step, dates, others);
    }

    /**
     * Somebody whom a message is about.
     *
     * @param meant the person
     * @param candidate the recipient, with the way to him or her and the decision about this person
     */
    record Member(Meant meant, Candidate candidate) {
        Contact contact() {
            return candidate.contact().orElseThrow();
        }

        /** Returns whether the decision lets the place in the message show what the order is made of. */
        boolean mayShowOrder() {
            for (String category : meant.step().campaign().orderCategories()) {
                if (!contact().decision().permits(category)) {
                    return false;
                }
            }
            return true;
        }

        private String sortKey() {
            return mayShowOrder() ? meant.sortKey() : "";
        }
    }
}
