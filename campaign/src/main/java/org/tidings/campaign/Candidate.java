package org.tidings.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who might read a message about a person, and what was found about him or her.
 *
 * @param recipient index of the recipient; -1 where the recipient is not among the people
 * @param recipientId id of the recipient
 * @param relation what the recipient is to the person
 * @param refusal why the recipient cannot be told; absent where a contact was found
 * @param trials the channels that were tried, in their order
 * @param contact the way to the recipient
 */
record Candidate(
        int recipient,
        String recipientId,
        Relation relation,
        Optional<Reason> refusal,
        List<ChannelTrial> trials,
        Optional<Contact> contact) {

    Candidate {
        trials = List.copyOf(trials);
        if (refusal.isPresent() == contact.isPresent()) {
            throw new IllegalArgumentException("either a refusal or a contact");
        }
    }

    /** Returns a copy with one more channel that was looked at. */
    Candidate with(ChannelTrial trial) {
        List<ChannelTrial> all = new ArrayList<>(trials);
        all.add(trial);
        return new Candidate(recipient, recipientId, relation, refusal, all, contact);
    }

    /** What a recipient is to the person whom the message is about. */
    enum Relation {
        SELF,
        GUARDIAN,
        REPRESENTATIVE
    }
}
