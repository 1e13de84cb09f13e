package org.tidings.consent;

import java.util.List;

/**
 * Shows that an event stands in the log, to somebody who has the checkpoint.
 *
 * @param index place of the event, counted from 0
 * @param leafHash hash of its stored form
 * @param steps hashes beside its way up the tree
 */
public record InclusionProof(long index, String leafHash, List<String> steps) {
    /** Copies the list. */
    public InclusionProof {
        steps = List.copyOf(steps);
    }

    /** Returns whether it holds for a checkpoint. */
    public boolean holdsFor(Checkpoint checkpoint) {
        return MerkleTree.includes(leafHash, index, checkpoint.size(), steps, checkpoint.root());
    }
}
