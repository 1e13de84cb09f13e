package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class PushPayloadTest {
    private static Rendering.Rendered push(String body) {
        return Fixture.rendered(
                Fixture.template("push.title.en.mustache", "Due \"soon\"", "push.en.mustache", body),
                Fixture.request());
    }

    @Test
    void of_eachPlatform_isItsJson() {
        assertThat(PushPayload.of(push("Now"), PushPlatform.FCM, Map.of("screen", "loans"), false)
                        .orElseThrow()
                        .json())
                .isEqualTo(
                        "{\"notification\":{\"title\":\"Due \\\"soon\\\"\",\"body\":\"Now\"},\"data\":{\"screen\":\"loans\"}}");
        assertThat(PushPayload.of(push("Now"), PushPlatform.APNS, Map.of("screen", "loans"), false)
                        .orElseThrow()
                        .json())
                .isEqualTo(
                        "{\"aps\":{\"alert\":{\"title\":\"Due \\\"soon\\\"\",\"body\":\"Now\"}},\"screen\":\"loans\"}");
    }

    @Test
    void of_tooLong_isNothingOrCutBehindACharacter() {
        Rendering.Rendered push = push("\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67".repeat(220));
        Map<String, String> data = Map.of("screen", "x".repeat(300));

        assertThat(PushPayload.of(push, PushPlatform.FCM, data, false)).isEmpty();
        PushPayload cut = PushPayload.of(push, PushPlatform.FCM, data, true).orElseThrow();
        assertThat(cut.shortened()).isTrue();
        assertThat(cut.bytes()).isBetween(PushPayload.MAX_BYTES - 20, PushPayload.MAX_BYTES);
        assertThat(cut.json()).contains("\uD83D\uDC67\u2026\"");
        assertThat(PushPayload.of(push, PushPlatform.FCM, Map.of("screen", "x".repeat(5000)), true))
                .isEmpty();
    }

    @Test
    void of_anyBody_keepsTheLimit() {
        Property.forAll((Source source) -> "x" + source.text(40).repeat(source.intBetween(1, 90)))
                .withTries(200)
                .check(body -> {
                    Rendering rendering = Fixture.request()
                            .render(Fixture.template(
                                    "push.title.mustache",
                                    "x",
                                    "push.en.mustache",
                                    "{{! }}x " + body.replace("{{", "")));
                    if (rendering instanceof Rendering.Rendered push) {
                        for (PushPlatform platform : PushPlatform.values()) {
                            PushPayload payload = PushPayload.of(push, platform, Map.of("a", "b".repeat(200)), true)
                                    .orElseThrow();
                            assertThat(payload.bytes()).isLessThanOrEqualTo(PushPayload.MAX_BYTES);
                        }
                    }
                });
    }

    @Test
    void render_longerThanThePlatformsCarry_isRefused() {
        MessageTemplate template =
                Fixture.template("push.title.en.mustache", "x", "push.en.mustache", "y".repeat(4100));

        assertThat(Fixture.request().render(template))
                .isInstanceOfSatisfying(
                        Rendering.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(RefusalReason.PUSH_TOO_LONG));
    }

    @Test
    void of_nameOfThePlatform_isRefused() {
        assertThatThrownBy(() -> PushPayload.of(push("x"), PushPlatform.APNS, Map.of("aps", "x"), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PushPayload.of(push("x"), PushPlatform.FCM, Map.of("google.x", "x"), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
