package org.tidings.consent;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.Diagnostic;
import org.tidings.core.Diagnostics;
import org.tidings.core.Limits;
import org.tidings.core.SourceText;
import org.tidings.core.json.JsonReader;
import org.tidings.core.json.JsonValue;
import org.tidings.core.json.JsonValue.JsonObject;
import org.tidings.core.json.JsonValue.JsonText;

/**
 * Checks an export of the ledger without the ledger: the form of every byte, the hash chain of every person, the root over
 * all events, and the signature of the checkpoint. Immutable.
 *
 * <p>An export by itself cannot show that it is an old one. Give the checkpoints that were published: the export must be
 * no shorter, and must begin with what they stood for.
 */
public final class LedgerVerifier {
    static final String FORMAT = "tidings-ledger/1";

    private final Map<String, PublicKey> keys;
    private final List<Checkpoint> published;

    private LedgerVerifier(Map<String, PublicKey> keys, List<Checkpoint> published) {
        this.keys = keys;
        this.published = published;
    }

    /** Returns a verifier that trusts Ed25519 keys, by the names that checkpoints give them. */
    public static LedgerVerifier trusting(Map<String, PublicKey> keys) {
        return new LedgerVerifier(Map.copyOf(keys), List.of());
    }

    /** Returns a copy that also holds exports against a checkpoint that was published. */
    public LedgerVerifier withPublished(Checkpoint checkpoint) {
        List<Checkpoint> more = new ArrayList<>(published);
        more.add(checkpoint);
        return new LedgerVerifier(keys, List.copyOf(more));
    }

    /**
     * Checks an export.
     *
     * @param name name of the file, for the findings
     * @param export its bytes
     */
    public LedgerVerification verify(String name, byte[] export) {
        return new Run(name).verify(export);
    }

    private boolean isSigned(Checkpoint checkpoint) {
        PublicKey key = keys.get(checkpoint.keyId());
        if (key == null) {
            return false;
        }
        try {
            byte[] signed = HexFormat.of().parseHex(checkpoint.signature());
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(key);
            signature.update(checkpoint.statement());
            // Upper-case digits would mean the same, and are not what the ledger wrote.
            return HexFormat.of().formatHex(signed).equals(checkpoint.signature()) && signature.verify(signed);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // What is no signature at all does not fit either.
            return false;
        }
    }

    /** The newest event of a person, as far as the export was read. */
    private record Link(long version, String hash) {}

    /** The check of one export. */
    private final class Run {
        private static final Set<String> CHECKPOINT = Set.of("format", "size", "root", "signedAt", "key", "signature");

        private final String name;
        private final List<Diagnostic> findings = new ArrayList<>();
        private final List<String> leaves = new ArrayList<>();
        private final Map<String, Link> chains = new HashMap<>();
        private Optional<Checkpoint> checkpoint = Optional.empty();

        Run(String name) {
            this.name = name;
        }

        LedgerVerification verify(byte[] export) {
            int line = 0;
            for (int start = 0; start < export.length; ) {
                line++;
                int end = start;
                while (end < export.length && export[end] != '\n') {
                    end++;
                }
                boolean ended = end < export.length;
                byte[] bytes = Arrays.copyOfRange(export, start, ended ? end + 1 : end);
                if (line == 1) {
                    checkpoint = checkpoint(bytes);
                } else {
                    event(line, bytes);
                }
                start = end + 1;
            }
            if (line == 0) {
                find(1, "LED-001", "The export is empty; a checkpoint was expected");
            }
            checkpoint.ifPresent(this::wholeLog);
            published.forEach(this::heldAgainst);
            return new LedgerVerification(leaves.size(), checkpoint, findings);
        }

        private Optional<Checkpoint> checkpoint(byte[] bytes) {
            Map<String, String> texts = texts(bytes);
            try {
                if (texts.keySet().equals(CHECKPOINT) && FORMAT.equals(texts.get("format"))) {
                    Checkpoint read = new Checkpoint(
                            Long.parseLong(texts.getOrDefault("size", "")),
                            texts.getOrDefault("root", ""),
                            Instant.parse(texts.getOrDefault("signedAt", "")),
                            texts.getOrDefault("key", ""),
                            texts.getOrDefault("signature", ""));
                    if (isSame(LedgerLog.line(read), bytes)) {
                        return Optional.of(read);
                    }
                }
            } catch (NumberFormatException | DateTimeParseException e) {
                // Falls through to the finding: the line is not what the ledger writes.
            }
            find(1, "LED-001", "The first line is no checkpoint in the form that the ledger writes");
            return Optional.empty();
        }

        private void event(int line, byte[] bytes) {
            Map<String, String> texts = texts(bytes);
            Map<String, Optional<String>> fields = new LinkedHashMap<>();
            for (String field : StoredEvent.FIELDS) {
                fields.put(field, Optional.ofNullable(texts.get(field)));
            }
            String hash = texts.getOrDefault("hash", "");
            byte[] encoded = HashChain.encode(List.copyOf(fields.values()));
            leaves.add(MerkleTree.leafHash(encoded));
            if (!isSame(LedgerLog.line(fields, hash), bytes) || !StoredEvent.FORM.equals(texts.get("form"))) {
                find(line, "LED-002", "The line is no event in the form that the ledger writes");
                return;
            }
            String subject = texts.getOrDefault("subject", "");
            Link before = chains.getOrDefault(subject, new Link(0, HashChain.START));
            long version = before.version() + 1;
            if (!Long.toString(version).equals(texts.get("version"))) {
                find(line, "LED-003", "The event is not the one after version " + before.version() + " of its record");
            }
            if (!HashChain.link(before.hash(), encoded).equals(hash)) {
                find(line, "LED-004", "The hash does not follow from the event and the one before it");
            }
            chains.put(subject, new Link(version, HashChain.link(before.hash(), encoded)));
        }

        private void wholeLog(Checkpoint read) {
            if (!isSigned(read)) {
                find(1, "LED-005", "The checkpoint is not signed by a key that is trusted");
            }
            if (read.size() != leaves.size()) {
                find(1, "LED-006", "The checkpoint is of " + read.size() + " events, the export has " + leaves.size());
            } else if (!MerkleTree.of(leaves).root().equals(read.root())) {
                find(1, "LED-007", "The events are not those that the checkpoint was made of");
            }
        }

        private void heldAgainst(Checkpoint known) {
            if (!isSigned(known)) {
                find(1, "LED-008", "The published checkpoint of " + known.size() + " events has no valid signature");
            } else if (known.size() > leaves.size()) {
                find(
                        1,
                        "LED-009",
                        "A checkpoint of " + known.size() + " events was published, the export has " + leaves.size());
            } else if (!MerkleTree.of(leaves).root((int) known.size()).equals(known.root())) {
                find(
                        1,
                        "LED-010",
                        "The export does not begin with the " + known.size() + " events of a published"
                                + " checkpoint");
            }
        }

        /** The members of a line that is an object of texts; empty for anything else, whose form then differs. */
        private Map<String, String> texts(byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            Optional<JsonObject> object =
                    JsonReader.readObject(new SourceText(name, text), new Diagnostics(), Limits.defaults());
            Map<String, String> texts = new LinkedHashMap<>();
            object.ifPresent(read -> {
                for (Map.Entry<String, JsonValue> member : read.members().entrySet()) {
                    if (member.getValue() instanceof JsonText value) {
                        texts.put(member.getKey(), value.value());
                    }
                }
            });
            return texts;
        }

        private boolean isSame(String written, byte[] bytes) {
            return Arrays.equals(written.getBytes(StandardCharsets.UTF_8), bytes);
        }

        private void find(int line, String code, String message) {
            findings.add(Diagnostic.inRow(name, line, 0, code, message));
        }
    }
}
