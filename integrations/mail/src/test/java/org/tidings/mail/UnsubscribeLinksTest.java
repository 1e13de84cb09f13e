package org.tidings.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class UnsubscribeLinksTest {
    static final byte[] KEY = "a key of at least thirty-two bytes.".getBytes(StandardCharsets.UTF_8);
    static final UnsubscribeLinks LINKS = UnsubscribeLinks.of("https://agency.example/u", Map.of(1, KEY), 1);
    static final UnsubscribeTicket TICKET =
            new UnsubscribeTicket("4711", "newsletter", Channel.EMAIL, "spring-1.42", Mails.NOW);
    static final Map<String, String> ONE_CLICK = Map.of("List-Unsubscribe", "One-Click");

    static String token(String link) {
        return link.substring(link.indexOf("&t=") + 3);
    }

    @Test
    void link_ofATicket_tellsNothingAndReadsBack() {
        String link = LINKS.link(TICKET);

        assertThat(link).startsWith("https://agency.example/u?m=spring-1.42&t=").doesNotContain("4711", "newsletter");
        assertThat(HeaderText.isHttps(link)).isTrue();
        assertThat(LINKS.link(TICKET)).isEqualTo(link);
        assertThat(LINKS.read(token(link))).contains(TICKET);
    }

    @Test
    void read_anyChangedBit_isNoTicket() {
        byte[] token = Base64.getUrlDecoder().decode(token(LINKS.link(TICKET)));
        for (int i = 0; i < token.length * 8; i++) {
            byte[] changed = token.clone();
            changed[i / 8] ^= (byte) (1 << (i % 8));
            assertThat(LINKS.read(Base64.getUrlEncoder().withoutPadding().encodeToString(changed)))
                    .as("bit " + i)
                    .isEmpty();
        }
    }

    @Test
    void read_anyText_throwsNothing() {
        Property.forAll((Source source) -> source.text())
                .check(text -> assertThat(LINKS.read(text)).isEmpty());
    }

    @Test
    void read_anyTicket_roundTrips() {
        Property.forAll((Source source) -> new UnsubscribeTicket(
                        "s" + source.text(20).replace("\0", "").replaceAll("[\uD800-\uDFFF]", ""),
                        source.identifier(),
                        source.pick(List.of(Channel.values())),
                        source.identifier(),
                        Mails.NOW))
                .check(ticket ->
                        assertThat(LINKS.read(token(LINKS.link(ticket)))).contains(ticket));
    }

    @Test
    void keys_oldOne_readsItsLinksUntilItIsGone() {
        byte[] next = KEY.clone();
        next[0]++;
        String link = LINKS.link(TICKET);

        assertThat(UnsubscribeLinks.of("https://agency.example/u", Map.of(1, KEY, 2, next), 2)
                        .read(token(link)))
                .contains(TICKET);
        assertThat(UnsubscribeLinks.of("https://agency.example/u", Map.of(2, next), 2)
                        .read(token(link)))
                .isEmpty();
    }

    @Test
    void answer_byMethodAndForm() {
        String token = token(LINKS.link(TICKET));

        assertThat(LINKS.answer("POST", "spring-1.42", token, ONE_CLICK, Mails.NOW))
                .isEqualTo(new UnsubscribeAnswer.Withdraw(TICKET));
        assertThat(LINKS.answer("POST", "spring-1.42", token, Map.of("confirm", "yes"), Mails.NOW))
                .isEqualTo(new UnsubscribeAnswer.Withdraw(TICKET));
        for (String method : List.of("GET", "HEAD", "PUT")) {
            assertThat(LINKS.answer(method, "spring-1.42", token, ONE_CLICK, Mails.NOW))
                    .isEqualTo(new UnsubscribeAnswer.Confirm());
        }
    }

    @Test
    void answer_afterTheLifetime_isTheForm() {
        UnsubscribeLinks links = LINKS.withLifetime(Duration.ofDays(1));
        String token = token(links.link(TICKET));

        assertThat(links.answer(
                        "POST",
                        "spring-1.42",
                        token,
                        ONE_CLICK,
                        Mails.NOW.plus(Duration.ofDays(1)).minusNanos(1)))
                .isInstanceOf(UnsubscribeAnswer.Withdraw.class);
        assertThat(links.answer("POST", "spring-1.42", token, ONE_CLICK, Mails.NOW.plus(Duration.ofDays(1))))
                .isEqualTo(new UnsubscribeAnswer.Form());
    }

    @Test
    void of_weakKeyOrOpenAddress_isRefused() {
        assertThatThrownBy(() -> UnsubscribeLinks.of("https://a.example/u", Map.of(1, new byte[31]), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnsubscribeLinks.of("http://a.example/u", Map.of(1, KEY), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UnsubscribeLinks.of("https://a.example/u", Map.of(1, KEY), 2))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
