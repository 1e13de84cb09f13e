package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final int LEAVES = 33;
    private static final MerkleTree TREE = MerkleTree.of(IntStream.range(0, LEAVES)
            .mapToObj(i -> MerkleTree.leafHash(new byte[] {(byte) i}))
            .toList());

    @Test
    void inclusion_everyLeafOfEverySize_holdsThereAndNowhereElse() {
        for (int size = 1; size <= LEAVES; size++) {
            for (int index = 0; index < size; index++) {
                List<String> proof = TREE.inclusionProof(index, size);
                String leaf = MerkleTree.leafHash(new byte[] {(byte) index});

                assertThat(MerkleTree.includes(leaf, index, size, proof, TREE.root(size)))
                        .isTrue();
                assertThat(MerkleTree.includes(
                                MerkleTree.leafHash(new byte[] {99}), index, size, proof, TREE.root(size)))
                        .isFalse();
                assertThat(MerkleTree.includes(leaf, index + 1L, size, proof, TREE.root(size)))
                        .isFalse();
                assertThat(MerkleTree.includes(leaf, index, size, longer(proof), TREE.root(size)))
                        .isFalse();
            }
        }
    }

    @Test
    void consistency_everyPairOfSizes_holdsForItsRootsOnly() {
        for (int newer = 0; newer <= LEAVES; newer++) {
            for (int older = 0; older <= newer; older++) {
                List<String> proof = TREE.consistencyProof(older, newer);
                String other = MerkleTree.leafHash(new byte[] {99});

                assertThat(MerkleTree.extendsTree(older, TREE.root(older), newer, TREE.root(newer), proof))
                        .as("%d..%d", older, newer)
                        .isTrue();
                assertThat(MerkleTree.extendsTree(older, other, newer, TREE.root(newer), proof))
                        .isFalse();
                assertThat(older > 0 && MerkleTree.extendsTree(older, TREE.root(older), newer, other, proof))
                        .isFalse();
                assertThat(MerkleTree.extendsTree(older, TREE.root(older), newer, TREE.root(newer), longer(proof)))
                        .isFalse();
            }
        }
        assertThat(MerkleTree.extendsTree(3, TREE.root(3), 2, TREE.root(2), List.of()))
                .isFalse();
        assertThat(MerkleTree.extendsTree(3, TREE.root(3), 5, TREE.root(5), List.of()))
                .isFalse();
    }

    @Test
    void proofs_outsideTheTree_areRefused() {
        assertThatThrownBy(() -> TREE.root(LEAVES + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.inclusionProof(3, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.consistencyProof(4, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> longer(List<String> proof) {
        List<String> more = new ArrayList<>(proof);
        more.add(MerkleTree.leafHash(new byte[] {98}));
        return more;
    }
}
