package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tidings.core.json.JsonFields;

class LedgerVectorsTest {
    private final JsonFields vectors = LedgerVectors.read();
    private final JsonFields merkle = vectors.object("merkle").orElseThrow();
    private final List<String> roots = merkle.texts("rootsBySize");
    private final MerkleTree tree = MerkleTree.of(merkle.texts("leafInputsHex").stream()
            .map(input -> MerkleTree.leafHash(HexFormat.of().parseHex(input)))
            .toList());

    @Test
    void merkle_roots_asPublished() {
        for (int size = 0; size < roots.size(); size++) {
            assertThat(tree.root(size)).as("size %d", size).isEqualTo(roots.get(size));
        }
        assertThat(tree.root()).isEqualTo(roots.get(tree.size()));
    }

    @Test
    void merkle_inclusionProofs_asPublished() {
        for (JsonFields vector : merkle.objects("inclusion")) {
            int index = LedgerVectors.number(vector, "index");
            int size = LedgerVectors.number(vector, "size");
            assertThat(tree.inclusionProof(index, size)).isEqualTo(vector.texts("proof"));
        }
    }

    @Test
    void merkle_consistencyProofs_asPublished() {
        for (JsonFields vector : merkle.objects("consistency")) {
            int older = LedgerVectors.number(vector, "size1");
            int newer = LedgerVectors.number(vector, "size2");
            assertThat(tree.consistencyProof(older, newer)).isEqualTo(vector.texts("proof"));
        }
    }

    @Test
    void merkle_leafHash_asPublished() {
        JsonFields vector = merkle.objects("hasher").get(0);
        assertThat(MerkleTree.leafHash(vector.text("leaf").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(vector.text("hash"));
    }

    @Test
    void chain_vectors_asPublished() {
        for (JsonFields vector : vectors.object("chain").orElseThrow().objects("vectors")) {
            List<Optional<String>> fields = LedgerVectors.nullableTexts(vector, "fields");
            byte[] encoded = HashChain.encode(fields);

            assertThat(HexFormat.of().formatHex(encoded)).isEqualTo(vector.text("encodedHex"));
            assertThat(HashChain.decode(encoded)).isEqualTo(fields);
            assertThat(HashChain.link(vector.text("prev"), encoded)).isEqualTo(vector.text("hash"));
            assertThat(MerkleTree.leafHash(encoded)).isEqualTo(vector.text("leaf"));
        }
    }
}
