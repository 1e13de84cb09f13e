package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.templating.Fixture.manifest;
import static org.tidings.templating.Fixture.request;
import static org.tidings.templating.Fixture.template;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocialNetworkTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x | abc | 3
            x | \u4F60\u597D | 4
            x | caf\u00E9 | 4
            x | cafe\u0301 | 4
            x | \u0645\u0631\u062D\u0628\u0627 | 5
            x | \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66 | 2
            x | a \uD83C\uDDE9\uD83C\uDDEA b | 6
            x | see https://agency.example/a/very/long/path?with=parameters now | 31
            mastodon | see https://agency.example/a/very/long/path?with=parameters now | 31
            mastodon | (https://agency.example). | 26
            mastodon | hello @office@mastodon.agency.example | 13
            mastodon | \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66 | 1
            bluesky | https://a.example | 17
            bluesky | \uD83C\uDDE9\uD83C\uDDEA | 1
            threads | ab\uD83D\uDE00 | 6
            linkedin | ab\uD83D\uDE00 | 4
            """)
    void count_byTheRulesOfTheNetwork(String network, String text, int length) {
        assertThat(SocialNetwork.of(network).orElseThrow().count(text)).isEqualTo(length);
    }

    @Test
    void count_tooManyBytes_isLongerThanThePost() {
        SocialNetwork bluesky = SocialNetwork.of("bluesky").orElseThrow();
        String family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66";

        assertThat(bluesky.count(family.repeat(100))).isEqualTo(100);
        assertThat(bluesky.count(family.repeat(121))).isGreaterThan(bluesky.maxLength());
    }

    @Test
    void post_longerThanOneOfItsNetworks_isRefused() {
        String channels = manifest("\"channels\": {\"social\": {\"networks\": [\"x\", \"mastodon\"]}}");

        assertThat(request().render(template("manifest.json", channels, "social.en.mustache", "a".repeat(280))))
                .isInstanceOf(Rendering.Rendered.class);
        assertThat(request().render(template("manifest.json", channels, "social.en.mustache", "a".repeat(281))))
                .isEqualTo(new Rendering.Refused(RefusalReason.POST_TOO_LONG, "x", java.util.List.of()));
    }

    @Test
    void post_withAPicture_hasItsText() {
        MessageTemplate post = template(
                "manifest.json",
                manifest("\"channels\": {\"social\": {\"networks\": [\"x\"], \"picture\": true}}"),
                "social.en.mustache",
                "Open until {{deadline.long}}",
                "social.alt.en.mustache",
                "The library at night");

        assertThat(Fixture.rendered(post, request()).parts())
                .containsEntry("text", "Open until January 31, 2025")
                .containsEntry("alt", "The library at night");
    }
}
