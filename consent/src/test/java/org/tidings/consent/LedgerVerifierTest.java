package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tidings.core.Diagnostic;

class LedgerVerifierTest {
    private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");
    private static final KeyPair KEYS = keys();
    private static final LedgerVerifier VERIFIER = LedgerVerifier.trusting(Map.of("log-1", KEYS.getPublic()));
    private static final String EXPORT_OF_100 = export(ledger(100));

    @Test
    void verify_untouchedExport_isIntact() {
        LedgerVerification verification = verify(EXPORT_OF_100);

        assertThat(verification.findings()).isEmpty();
        assertThat(verification.isIntact()).isTrue();
        assertThat(verification.events()).isEqualTo(100);
        assertThat(verification.checkpoint().orElseThrow().size()).isEqualTo(100);
    }

    @Test
    void verify_everyByteOfOneEventChanged_isFound() {
        assertEveryChangeIsFound(export(ledger(1)), 1);
    }

    @Test
    void verify_sampleOfBytesOfHundredEventsChanged_isFound() {
        assertEveryChangeIsFound(EXPORT_OF_100, 997);
    }

    @Test
    @Tag("slow")
    void verify_everyByteOfHundredEventsChanged_isFound() {
        assertEveryChangeIsFound(EXPORT_OF_100, 1);
    }

    @Test
    void verify_sampleOfLinesSwappedLeftOutOrDoubled_isFound() {
        assertEveryReorderIsFound(11);
    }

    @Test
    @Tag("slow")
    void verify_everyLineSwappedLeftOutOrDoubled_isFound() {
        assertEveryReorderIsFound(1);
    }

    @Test
    void verify_cutOffAtSampleOfPlaces_isFound() {
        assertEveryTruncationIsFound(1_999);
    }

    @Test
    @Tag("slow")
    void verify_cutOffAnywhere_isFound() {
        assertEveryTruncationIsFound(1);
    }

    @Test
    void verify_emptyFile_saysSo() {
        assertThat(codes(verify(""))).containsExactly("LED-001");
    }

    @Test
    void verify_oldExport_isFoundAgainstPublishedCheckpoint() {
        ConsentLedger ledger = ledger(4);
        String old = export(ledger);
        ledger.record("p0", event("late"));
        Checkpoint published = log(ledger).checkpoint();

        assertThat(verify(old).isIntact()).isTrue();
        assertThat(codes(VERIFIER.withPublished(published).verify("old", bytes(old))))
                .containsExactly("LED-009");
    }

    @Test
    void verify_rewrittenLog_isFoundAgainstPublishedCheckpoint() {
        Checkpoint published = log(ledger(4)).checkpoint();
        String rewritten = export(ledger(5));

        assertThat(verify(rewritten).isIntact()).isTrue();
        assertThat(codes(VERIFIER.withPublished(published).verify("rewritten", bytes(rewritten))))
                .containsExactly("LED-010");
    }

    @Test
    void verify_publishedCheckpointForged_saysSo() {
        Checkpoint genuine = log(ledger(2)).checkpoint();
        Checkpoint forged = new Checkpoint(1, genuine.root(), genuine.signedAt(), genuine.keyId(), genuine.signature());

        assertThat(codes(VERIFIER.withPublished(forged).verify("x", bytes(export(ledger(2))))))
                .containsExactly("LED-008");
    }

    @Test
    void verify_signedBySomebodyElse_isFound() {
        LedgerVerifier stranger = LedgerVerifier.trusting(Map.of("log-1", keys().getPublic()));
        LedgerVerifier without = LedgerVerifier.trusting(Map.of());

        assertThat(codes(stranger.verify("x", bytes(EXPORT_OF_100)))).containsExactly("LED-005");
        assertThat(codes(without.verify("x", bytes(EXPORT_OF_100)))).containsExactly("LED-005");
    }

    private static void assertEveryChangeIsFound(String export, int stride) {
        byte[] bytes = bytes(export);
        for (int at = 0; at < bytes.length; at += stride) {
            byte before = bytes[at];
            bytes[at] ^= (byte) (1 << at % 8);
            assertThat(VERIFIER.verify("export", bytes).isIntact())
                    .as("byte %d", at)
                    .isFalse();
            bytes[at] = before;
        }
    }

    private static void assertEveryReorderIsFound(int stride) {
        List<String> lines = EXPORT_OF_100.lines().toList();
        for (int line = 0; line < 100; line += stride) {
            List<String> swapped = new ArrayList<>(lines);
            Collections.swap(swapped, line, line + 1);
            List<String> without = new ArrayList<>(lines);
            String removed = without.remove(line);
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(line, removed);
            assertThat(List.of(swapped, without, doubled))
                    .as("line %d", line)
                    .noneMatch(changed -> verify(text(changed)).isIntact());
        }
    }

    private static void assertEveryTruncationIsFound(int stride) {
        for (int length = EXPORT_OF_100.length() - 1; length >= 0; length -= stride) {
            assertThat(verify(EXPORT_OF_100.substring(0, length)).isIntact())
                    .as("length %d", length)
                    .isFalse();
        }
    }

    private static LedgerVerification verify(String export) {
        return VERIFIER.verify("ledger.jsonl", bytes(export));
    }

    private static List<String> codes(LedgerVerification verification) {
        return verification.findings().stream().map(Diagnostic::code).toList();
    }

    /** A ledger of events that are spread over seven people. */
    private static ConsentLedger ledger(int events) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 5);
        ConsentLedger ledger = ConsentLedger.builder(
                        LedgerStore.inMemory(), KeyEncryption.aes("kek", Map.of("kek", key)), () -> NOW)
                .build();
        for (int i = 0; i < events; i++) {
            ledger.record("p" + i % 7, event("k" + i));
        }
        return ledger;
    }

    private static ConsentEvent event(String key) {
        return ConsentEvent.builder(ConsentEventType.GRANT, NOW)
                .purpose("news")
                .notice("N\u00e9", "1")
                .evidence("form")
                .idempotencyKey(key)
                .build();
    }

    private static LedgerLog log(ConsentLedger ledger) {
        return ledger.log(CheckpointSigner.ed25519("log-1", KEYS.getPrivate()));
    }

    private static String export(ConsentLedger ledger) {
        StringWriter text = new StringWriter();
        log(ledger).export(text);
        return text.toString();
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
