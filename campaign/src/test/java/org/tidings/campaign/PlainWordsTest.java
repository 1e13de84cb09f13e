package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tidings.core.Channel;
import org.tidings.core.DecisionCode;

class PlainWordsTest {
    @Test
    void reason_everyCode_hasWordsOfItsOwn() {
        Set<String> words = new HashSet<>();
        for (ReasonCode code : ReasonCode.values()) {
            assertThat(words.add(PlainWords.reason(code.id(), Map.of())))
                    .as(code.id())
                    .isTrue();
        }
        assertThat(PlainWords.reason("deceased", Map.of("deceased", "has died")))
                .isEqualTo("the recipient has died");
        assertThat(PlainWords.reason("on_leave", Map.of())).isEqualTo("the programme bars the recipient: on leave");
    }

    @ParameterizedTest
    @EnumSource
    void moved_everyKind_readsBackFromARecord(TimeNote.Kind kind) {
        String detail = switch (kind) {
            case SPACING -> "A PT72H";
            case CAP -> "3 within PT168H";
            default -> "x";
        };
        TimeNote note = new TimeNote(kind, detail);

        assertThat(PlainWords.moved(note.toString())).isEqualTo(PlainWords.moved(note, Map.of()));
    }

    @Test
    void moved_unknownKind_staysAsItIs() {
        assertThat(PlainWords.moved("elsewhere")).isEqualTo("elsewhere");
        assertThat(PlainWords.moved("spacing A PT72H"))
                .isEqualTo("at least 3 days have to pass after the message 'A' to the same recipient");
        assertThat(PlainWords.moved("spacing A PT1H"))
                .isEqualTo("at least 1 hour has to pass after the message 'A' to the same recipient");
        assertThat(PlainWords.moved("cap 3 within PT168H")).isEqualTo("a recipient gets at most 3 messages in 7 days");
        assertThat(PlainWords.moved(new TimeNote(TimeNote.Kind.SPACING, "A PT30H"), Map.of("A", "Books that are late")))
                .isEqualTo("at least 30 hours have to pass after the message 'Books that are late'"
                        + " to the same recipient");
    }

    @ParameterizedTest
    @EnumSource
    void decision_everyCode_hasWords(DecisionCode code) {
        assertThat(PlainWords.decision(code, false)).isNotBlank().doesNotContain("_");
    }

    @ParameterizedTest
    @EnumSource
    void obstacle_everyVerdict_hasWords(ChannelTrial.Verdict verdict) {
        assertThat(PlainWords.obstacle(verdict.name().toLowerCase(Locale.ROOT)))
                .isNotBlank()
                .doesNotContain("_");
        assertThat(PlainWords.obstacle("CONSENT_WITHDRAWN"))
                .isEqualTo(PlainWords.decision(DecisionCode.CONSENT_WITHDRAWN, false));
    }

    @Test
    void numbers_andUnits_agree() {
        assertThat(PlainWords.channels(Channel.EMAIL, 1)).isEqualTo("1 e-mail");
        assertThat(PlainWords.channels(Channel.PUSH, 1200)).isEqualTo("1,200 app notifications");
        assertThat(PlainWords.channel(Channel.SOCIAL)).isEqualTo("post");
        assertThat(PlainWords.duration(Duration.ofMinutes(90))).isEqualTo("90 minutes");
        assertThat(PlainWords.duration(Duration.ofHours(1))).isEqualTo("1 hour");
        assertThat(PlainWords.duration(Duration.ofDays(1))).isEqualTo("24 hours");
        assertThat(PlainWords.duration(Duration.ofDays(7))).isEqualTo("7 days");
        assertThat(PlainWords.duration(Duration.ofSeconds(90))).isEqualTo("90 seconds");
        assertThat(PlainWords.value("missing")).isEqualTo("not known");
        assertThat(PlainWords.value("7")).isEqualTo("7");
        assertThat(PlainWords.language("de")).isEqualTo("German");
        assertThat(PlainWords.language("")).isEmpty();
    }
}
