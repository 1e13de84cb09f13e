package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyEncryptionTest {
    private static final byte[] DATA_KEY = {1, 2, 3};

    @Test
    void unwrap_underOlderKey_returnsTheDataKey() {
        WrappedKey old = KeyEncryption.aes("a", Map.of("a", new byte[16])).wrap("p", DATA_KEY);
        KeyEncryption both = KeyEncryption.aes("b", Map.of("a", new byte[16], "b", new byte[32]));

        assertThat(both.unwrap("p", old)).isEqualTo(DATA_KEY);
        assertThat(both.wrap("p", DATA_KEY).keyId()).isEqualTo("b");
    }

    @Test
    void unwrap_forAnotherPerson_isRefused() {
        KeyEncryption keys = KeyEncryption.aes("a", Map.of("a", new byte[16]));
        WrappedKey wrapped = keys.wrap("p", DATA_KEY);

        assertFault(LedgerFault.TAMPERED, () -> keys.unwrap("q", wrapped));
        assertFault(LedgerFault.TAMPERED, () -> keys.unwrap("p", new WrappedKey("a", "00")));
        assertFault(LedgerFault.KEY_UNAVAILABLE, () -> keys.unwrap("p", new WrappedKey("z", "00")));
    }

    @Test
    void aes_keyThatIsNone_isRefused() {
        assertThatThrownBy(() -> KeyEncryption.aes("a", Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyEncryption.aes("a", Map.of("a", new byte[5])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertFault(LedgerFault fault, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        LedgerException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
