package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.core.Channel;

class UnsubscribeTest {
    private static final String ONE_CLICK = "List-Unsubscribe=One-Click";
    private static final Unsubscription NEWS = new Unsubscription("s-17", "news", Channel.EMAIL, "m-1");

    private final Map<String, Unsubscription> messages = new HashMap<>(Map.of("m-1", NEWS));
    private final UnsubscribeTokens tokens = UnsubscribeTokens.of("k1", Map.of("k1", key(1)));
    private boolean down;
    private int failsAt = Integer.MAX_VALUE;
    private int uses;
    private Instant now = Fixtures.AT;
    private final ConsentLedger ledger = ConsentLedger.builder(
                    new Switched(), KeyEncryption.aes("kek", Map.of("kek", new byte[32])), () -> now)
            .build();
    private final UnsubscribePage page = UnsubscribePage.of(
            tokens, id -> Optional.ofNullable(messages.get(id)), ledger, Fixtures.CATALOGUE, () -> now);

    @Test
    void token_ofAMessage_opensAndNamesNobody() {
        String token = tokens.token(NEWS);

        assertThat(token).startsWith("k1.m-1.").doesNotContain("s-17").doesNotContain("news");
        assertThat(tokens.open(token, id -> Optional.ofNullable(messages.get(id))))
                .contains(NEWS);
    }

    @Test
    void open_everyCharacterChanged_opensNothing() {
        String token = tokens.token(NEWS);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            // The last character of 43 carries two bits that say nothing.
            assertThat(tokens.open(changed, id -> Optional.of(NEWS)))
                    .as("character %d", i)
                    .isEmpty();
        }
    }

    @Test
    void open_tokenOfAnotherPersonPurposeOrChannel_opensNothing() {
        String token = tokens.token(NEWS);

        for (Unsubscription other : List.of(
                new Unsubscription("s-18", "news", Channel.EMAIL, "m-1"),
                new Unsubscription("s-17", "offers", Channel.EMAIL, "m-1"),
                new Unsubscription("s-17", "news", Channel.SMS, "m-1"),
                new Unsubscription("s-17", "news", Channel.EMAIL, "m-2"))) {
            assertThat(tokens.open(token, id -> Optional.of(other))).isEmpty();
        }
    }

    @Test
    void open_afterAKeyChange_oldLinksWork() {
        String old = tokens.token(NEWS);
        UnsubscribeTokens rotated = UnsubscribeTokens.of("k2", Map.of("k1", key(1), "k2", key(2)));
        UnsubscribeTokens without = UnsubscribeTokens.of("k2", Map.of("k2", key(2)));

        assertThat(rotated.open(old, id -> Optional.of(NEWS))).contains(NEWS);
        assertThat(rotated.token(NEWS)).startsWith("k2.");
        assertThat(without.open(old, id -> Optional.of(NEWS))).isEmpty();
    }

    @Test
    void of_keysThatAreNone_areRefused() {
        assertThatThrownBy(() -> UnsubscribeTokens.of("k2", Map.of("k1", key(1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnsubscribeTokens.of("k", Map.of("k", new byte[31])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnsubscribeTokens.of("k.", Map.of("k.", key(1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tokens.token(new Unsubscription("s", "p", Channel.EMAIL, "m 1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headers_ofAMessage_areThoseOfTheStandard() {
        assertThat(tokens.headers("https://agency.example/u/", NEWS))
                .containsEntry("List-Unsubscribe", "<https://agency.example/u/" + tokens.token(NEWS) + ">")
                .containsEntry("List-Unsubscribe-Post", ONE_CLICK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://agency.example/", "https://a\r\nBcc: x", "https://a>", "mailto:x@y"})
    void headers_addressThatIsNone_isRefused(String address) {
        assertThatThrownBy(() -> tokens.headers(address, NEWS)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "get", "HEAD"})
    void answer_linkThatIsFollowed_changesNothing(String method) {
        assertThat(page.answer(method, tokens.token(NEWS), "")).isEqualTo(UnsubscribePage.Answer.FORM);
        assertThat(ledger.version("s-17")).isZero();
    }

    @Test
    void answer_post_withdrawsOnceForPurposeAndChannel() {
        assertThat(page.answer("POST", tokens.token(NEWS), ONE_CLICK)).isEqualTo(UnsubscribePage.Answer.DONE);
        assertThat(page.answer("POST", tokens.token(NEWS), "a=b&" + ONE_CLICK)).isEqualTo(UnsubscribePage.Answer.DONE);

        List<ConsentEvent> events = ledger.view("s-17").history().events();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(ConsentEventType.WITHDRAW);
            assertThat(event.purpose()).contains("news");
            assertThat(event.channels()).containsExactly(Channel.EMAIL);
            assertThat(event.actorRole()).isEqualTo(ActorRole.SELF);
        });
    }

    @Test
    void answer_post_objectsWhereTheBasisAsksForIt() {
        assertThat(unsubscribe("survey", Channel.SMS))
                .containsExactly(ConsentEventType.WITHDRAW, ConsentEventType.OBJECT);
        assertThat(unsubscribe("offers", Channel.SMS))
                .containsExactly(ConsentEventType.WITHDRAW, ConsentEventType.OBJECT);
        assertThat(unsubscribe("health.campaign", Channel.SMS))
                .containsExactly(ConsentEventType.WITHDRAW, ConsentEventType.OBJECT);
        assertThat(unsubscribe("health.campaign", Channel.EMAIL)).containsExactly(ConsentEventType.WITHDRAW);
        assertThat(unsubscribe("gone.purpose", Channel.SMS)).containsExactly(ConsentEventType.WITHDRAW);
    }

    @Test
    void answer_unknownLink_isTheSameAsForAKnownOne() {
        String known = tokens.token(NEWS);
        String forged = "k1.m-1." + "A".repeat(43);
        ledger.erase("s-17", "e", List.of());

        for (String token : List.of(known, forged, "k9.m-1." + "A".repeat(43), "nonsense", "", "x".repeat(9_999))) {
            assertThat(page.answer("POST", token, ONE_CLICK)).isEqualTo(UnsubscribePage.Answer.DONE);
            assertThat(page.answer("GET", token, "")).isEqualTo(UnsubscribePage.Answer.FORM);
            assertThat(page.answer("POST", token, "x=y")).isEqualTo(UnsubscribePage.Answer.BAD_REQUEST);
            assertThat(page.answer("PUT", token, ONE_CLICK)).isEqualTo(UnsubscribePage.Answer.NOT_ALLOWED);
        }
        down = true;
        for (String token : List.of(known, forged, "nonsense")) {
            assertThat(page.answer("POST", token, ONE_CLICK)).isEqualTo(UnsubscribePage.Answer.TRY_AGAIN);
        }
        assertThat(UnsubscribePage.Answer.TRY_AGAIN.status()).isEqualTo(503);
    }

    @Test
    void answer_postAgainLater_changesNothingMore() {
        page.answer("POST", tokens.token(NEWS), ONE_CLICK);
        now = now.plusSeconds(60);

        assertThat(page.answer("POST", tokens.token(NEWS), ONE_CLICK)).isEqualTo(UnsubscribePage.Answer.DONE);
        assertThat(ledger.version("s-17")).isEqualTo(1);
    }

    @Test
    void answer_postThatAnOutageInterrupted_isDoneByTheNextOne() {
        Unsubscription what = new Unsubscription("s-20", "survey", Channel.SMS, "m-20");
        messages.put("m-20", what);
        for (int step = 0; ledger.version("s-20") < 2; step++) {
            assertThat(step).isLessThan(20);
            uses = 0;
            failsAt = step;
            UnsubscribePage.Answer interrupted = page.answer("POST", tokens.token(what), ONE_CLICK);
            failsAt = Integer.MAX_VALUE;
            if (interrupted == UnsubscribePage.Answer.DONE) {
                assertThat(ledger.version("s-20")).isEqualTo(2);
            }
            now = now.plusSeconds(60);
        }

        assertThat(page.answer("POST", tokens.token(what), ONE_CLICK)).isEqualTo(UnsubscribePage.Answer.DONE);
        assertThat(ledger.view("s-20").history().events())
                .extracting(ConsentEvent::type)
                .containsExactlyInAnyOrder(ConsentEventType.WITHDRAW, ConsentEventType.OBJECT);
    }

    @Test
    void answer_keyUsedForAnotherEvent_doesNotSayDone() {
        ledger.record(
                "s-17",
                ConsentEvent.builder(ConsentEventType.REFUSE, now)
                        .purpose("news")
                        .idempotencyKey("unsubscribe m-1")
                        .build());

        assertThat(page.answer("POST", tokens.token(NEWS), ONE_CLICK)).isEqualTo(UnsubscribePage.Answer.TRY_AGAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ONE_CLICK,
                " " + ONE_CLICK + "\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n",
                "\r\n--b\ncontent-disposition:form-data;name=List-Unsubscribe\nContent-Type: text/plain\n\nOne-Click\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--b\r\n"
                        + "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--"
            })
    void answer_postInEitherEncodingOfForms_isDone(String body) {
        assertThat(page.answer("POST", tokens.token(NEWS), body)).isEqualTo(UnsubscribePage.Answer.DONE);
        assertThat(ledger.version("s-17")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "List-Unsubscribe=One-Click2",
                "--",
                "--b",
                "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"",
                "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click",
                "--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nOne-Click\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nNo\r\nOne-Click\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
                        + "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--"
            })
    void answer_postOfAnotherForm_changesNothing(String body) {
        assertThat(page.answer("POST", tokens.token(NEWS), body)).isEqualTo(UnsubscribePage.Answer.BAD_REQUEST);
        assertThat(ledger.version("s-17")).isZero();
    }

    private List<ConsentEventType> unsubscribe(String purpose, Channel channel) {
        Unsubscription what = new Unsubscription("s-" + purpose + channel, purpose, channel, "m-" + messages.size());
        messages.put(what.messageId(), what);
        page.answer("POST", tokens.token(what), ONE_CLICK);
        return ledger.view(what.subject()).history().events().stream()
                .map(ConsentEvent::type)
                .toList();
    }

    private static byte[] key(int value) {
        byte[] key = new byte[32];
        key[0] = (byte) value;
        return key;
    }

    /** A store that can be switched off. */
    private final class Switched implements LedgerStore {
        private final LedgerStore inner = LedgerStore.inMemory();

        @Override
        public <T> T write(Function<LedgerTransaction, T> work) {
            check();
            return inner.write(work);
        }

        @Override
        public <T> T read(Function<LedgerTransaction, T> work) {
            check();
            return inner.read(work);
        }

        @Override
        public void close() {
            inner.close();
        }

        private void check() {
            if (down || uses++ == failsAt) {
                throw new LedgerException(LedgerFault.STORE_UNAVAILABLE, "away");
            }
        }
    }
}
