package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tidings.consent.Fixtures.AT;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tidings.core.Channel;

class ConsentEventTest {
    @Test
    void builder_everyPart_standsInTheEvent() {
        ConsentEvent event = ConsentEvent.builder(ConsentEventType.GRANT, AT)
                .reference("r1")
                .purpose("news")
                .exact(true)
                .channels(Channel.SMS)
                .categories(Set.of("identity"))
                .explicit(true)
                .actor(ActorRole.GUARDIAN, "g1")
                .jurisdiction("NO")
                .notice("N1", "3")
                .recordedAt(AT.plusSeconds(1))
                .validFrom(AT.plusSeconds(2))
                .validUntil(AT.plusSeconds(3))
                .evidence("sha256:1")
                .refersTo("r0")
                .idempotencyKey("k1")
                .blockReason(BlockReason.UNDELIVERABLE)
                .contactPoint("n1")
                .build();

        assertThat(event)
                .isEqualTo(new ConsentEvent(
                        "r1",
                        ConsentEventType.GRANT,
                        Optional.of("news"),
                        true,
                        Set.of(Channel.SMS),
                        Set.of("identity"),
                        true,
                        ActorRole.GUARDIAN,
                        Optional.of("g1"),
                        Optional.of("NO"),
                        Optional.of("N1"),
                        Optional.of("3"),
                        AT,
                        AT.plusSeconds(1),
                        Optional.of(AT.plusSeconds(2)),
                        Optional.of(AT.plusSeconds(3)),
                        Optional.of("sha256:1"),
                        Optional.of("r0"),
                        Optional.of("k1"),
                        Optional.of(BlockReason.UNDELIVERABLE),
                        Optional.of("n1")));
    }

    @Test
    void builder_timeAlone_isRecordedAtOnceByThePersonHerself() {
        ConsentEvent event =
                ConsentEvent.builder(ConsentEventType.OBJECTION_LIFTED, AT).build();

        assertThat(event.reference()).isEqualTo("objection lifted at 2025-06-01T12:00:00Z");
        assertThat(event.recordedAt()).isEqualTo(AT);
        assertThat(event.actorRole()).isEqualTo(ActorRole.SELF);
        assertThat(event.coversChannel(Channel.LETTER)).isTrue();
        assertThat(event.coversCategory("health")).isTrue();
        assertThat(event.coversPurpose("news")).isTrue();
    }

    @Test
    void event_yesWithoutPurposeOrEmptyValidity_isRefused() {
        ConsentEvent.Builder noPurpose = ConsentEvent.builder(ConsentEventType.GRANT, AT);
        ConsentEvent.Builder empty = ConsentEvent.builder(ConsentEventType.GRANT, AT)
                .purpose("news")
                .validFrom(AT)
                .validUntil(AT);

        assertThatThrownBy(noPurpose::build).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(empty::build).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void history_anyOrder_isOrderedByTimeWithTheNoLast() {
        ConsentEvent no = Fixtures.event(ConsentEventType.WITHDRAW, "news", 5).build();
        ConsentEvent yes = Fixtures.event(ConsentEventType.GRANT, "news", 5).build();
        ConsentEvent late = Fixtures.event(ConsentEventType.GRANT, "news", 1).build();

        ConsentHistory history = ConsentHistory.of(List.of(late, no, yes));

        assertThat(history.events()).containsExactly(yes, no, late);
        assertThat(history.version()).isEqualTo(3);
        assertThat(history.versionAt(AT.minusSeconds(86_401))).isEqualTo(2);
        assertThat(ConsentHistory.of(List.of()).version()).isZero();
    }

    @Test
    void guardianship_timeAndPurposes_limitIt() {
        Guardianship always = Guardianship.guardian("child", "parent", 1);
        Guardianship limited = new Guardianship(
                "adult",
                "holder",
                Guardianship.Kind.REPRESENTATIVE,
                2,
                Optional.of(AT),
                Optional.of(AT.plusSeconds(10)),
                Set.of("tax"),
                true);

        assertThat(always.isActiveAt(AT)).isTrue();
        assertThat(always.coversPurpose("news")).isTrue();
        assertThat(limited.isActiveAt(AT.minusNanos(1))).isFalse();
        assertThat(limited.isActiveAt(AT)).isTrue();
        assertThat(limited.isActiveAt(AT.plusSeconds(10))).isFalse();
        assertThat(limited.coversPurpose("tax.notice")).isTrue();
        assertThat(limited.coversPurpose("taxes")).isFalse();
    }

    @Test
    void guardianship_senseless_isRefused() {
        assertThatThrownBy(() -> Guardianship.guardian("child", "parent", 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Guardianship(
                        "a", "b", Guardianship.Kind.GUARDIAN, 1, Optional.of(AT), Optional.of(AT), Set.of(), false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
