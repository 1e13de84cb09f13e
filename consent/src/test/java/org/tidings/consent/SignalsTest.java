package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;

class SignalsTest {
    private static final Instant NOW = Fixtures.AT;
    private static final ContactPoint NUMBER = new ContactPoint(Channel.SMS, "+4790000000");

    private final ConsentLedger ledger = ConsentLedger.builder(
                    LedgerStore.inMemory(), KeyEncryption.aes("kek", Map.of("kek", new byte[32])), () -> NOW)
            .suppressionKeys(List.of(new byte[] {1}))
            .build();
    private final ConsentSignals signals = ConsentSignals.into(ledger, SmsKeywords.standard());

    @ParameterizedTest
    @CsvSource({
        "STOP, STOP",
        "stop, STOP",
        "' Stop! ', STOP",
        "Stopp., STOP",
        "ＳＴＯＰ, STOP",
        "stop all, STOP",
        "opt-out, STOP",
        "Arrêt, STOP",
        "توقف, STOP",
        "لغو, STOP",
        "start, START",
        "unstop, START",
        "Hilfe, HELP",
        "info?, HELP"
    })
    void meaning_keywordAlone_isUnderstood(String reply, SmsKeywords.Meaning meaning) {
        assertThat(SmsKeywords.standard().meaning(reply)).contains(meaning);
    }

    @ParameterizedTest
    @ValueSource(strings = {"please don't stop", "stop it now", "nonstop", "yes", "", "...", "st op"})
    void meaning_anythingElse_isForAPerson(String reply) {
        assertThat(SmsKeywords.standard().meaning(reply)).isEmpty();
    }

    @Test
    void meaning_veryLongReply_isNotLookedAt() {
        assertThat(SmsKeywords.standard().meaning("STOP" + " ".repeat(500))).isEmpty();
    }

    @Test
    void word_ofALanguage_isTheFirst() {
        assertThat(SmsKeywords.standard().word("de", SmsKeywords.Meaning.STOP)).isEqualTo("STOPP");
        assertThat(SmsKeywords.standard().word("xx", SmsKeywords.Meaning.STOP)).isEqualTo("STOP");
    }

    @Test
    void read_tableWithFaults_saysAllOfThem() {
        SourceText table = new SourceText(
                "t.json",
                "{\"languages\": {\"en\": {\"stop\": [\"go\"], \"start\": [\"GO!\"]}, \"de\": {\"start\": [\"LOS\"]}}}");

        assertThatThrownBy(() -> SmsKeywords.read(table))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CON-007")
                .hasMessageContaining("CON-008");
    }

    @Test
    void reply_stop_followsThePersonUntilStart() {
        grant("a");
        signals.reply(Optional.of("a"), NUMBER, "Stopp", NOW, "m1");
        signals.reply(Optional.of("a"), NUMBER, "Stopp", NOW, "m1");

        assertThat(ledger.version("a")).isEqualTo(2);
        assertThat(decide("a", "+4790000001").code()).isEqualTo(DecisionCode.CHANNEL_BLOCKED);

        signals.reply(Optional.of("a"), NUMBER, "start", NOW.plusSeconds(1), "m2");
        assertThat(ledger.view("a").history().events()).hasSize(3);
        assertThat(decideAt("a", NOW.plusSeconds(2)).code()).isEqualTo(DecisionCode.CONSENT_VALID);
    }

    @Test
    void reply_startWithoutConsent_isNoConsent() {
        signals.reply(Optional.of("a"), NUMBER, "start", NOW, "m1");

        assertThat(decide("a", "").code()).isEqualTo(DecisionCode.NO_CONSENT_RECORDED);
    }

    @Test
    void reply_unknownNumber_goesToTheSuppressionList() {
        assertThat(signals.reply(Optional.empty(), NUMBER, "STOP", NOW, "m1")).contains(SmsKeywords.Meaning.STOP);
        assertThat(ledger.suppressions().reasons(NUMBER)).containsExactly(SuppressionReason.STOP);
        signals.reply(Optional.empty(), NUMBER, "START", NOW, "m2");
        assertThat(ledger.suppressions().contains(NUMBER)).isTrue();
        assertThat(signals.reply(Optional.of("a"), NUMBER, "what?", NOW, "m3")).isEmpty();
        assertThat(signals.reply(Optional.of("a"), NUMBER, "help", NOW, "m4")).contains(SmsKeywords.Meaning.HELP);
        assertThat(ledger.version("a")).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "5.1.1, HARD",
        "5.1.10, HARD",
        "5.2.1, HARD",
        "5.1.8, SOFT",
        "5.1.7, SOFT",
        "5.1.5, SOFT",
        "5.2.2, SOFT",
        "5.7.1, SOFT",
        "4.1.1, SOFT",
        "4.4.7, SOFT",
        "2.0.0, SOFT",
        "nonsense, SOFT"
    })
    void kindOf_statusOfMail_isHardForTheAddressOnly(String status, Bounce.Kind kind) {
        assertThat(Bounce.kindOf(status)).isEqualTo(kind);
    }

    @Test
    void bounced_hard_blocksThisNumberAndNoOther() {
        grant("a");

        assertThat(signals.bounced(Optional.of("a"), List.of(bounce(Bounce.Kind.HARD, 0))))
                .isTrue();

        assertThat(decide("a", NUMBER.address()).code()).isEqualTo(DecisionCode.CHANNEL_BLOCKED);
        assertThat(decide("a", "+4790000001").code()).isEqualTo(DecisionCode.CONSENT_VALID);
    }

    @Test
    void bounced_softOften_blocksWithinTheWindowOnly() {
        List<Bounce> bounces = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            bounces.add(bounce(Bounce.Kind.SOFT, i));
        }
        assertThat(signals.bounced(Optional.empty(), bounces)).isFalse();
        bounces.add(bounce(Bounce.Kind.SOFT, 31));
        assertThat(signals.bounced(Optional.empty(), bounces)).isFalse();
        bounces.set(4, bounce(Bounce.Kind.SOFT, 30));
        assertThat(signals.bounced(Optional.empty(), bounces)).isTrue();
        assertThat(ledger.suppressions().reasons(NUMBER)).containsExactly(SuppressionReason.UNDELIVERABLE);
        assertThat(signals.withSoftBounces(2, Duration.ofDays(1)).bounced(Optional.empty(), bounces.subList(0, 2)))
                .isTrue();
    }

    @Test
    void bounced_severalAddresses_isRefused() {
        Bounce other = new Bounce(new ContactPoint(Channel.SMS, "+1"), Bounce.Kind.HARD, NOW, "r");

        assertThatThrownBy(() -> signals.bounced(Optional.empty(), List.of(bounce(Bounce.Kind.HARD, 0), other)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signals.withSoftBounces(0, Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void take_import_addsAndNeverLifts() {
        grant("a");
        ledger.withdraw(
                "a", event(ConsentEventType.WITHDRAW, 5).idempotencyKey("w").build());
        ledger.suppressions().add(NUMBER, SuppressionReason.ERASED);
        ledger.erase("gone", "e", List.of());
        List<ConsentImport.Row> rows = List.of(
                row("a", event(ConsentEventType.GRANT, 1).idempotencyKey("i1")),
                row("b", event(ConsentEventType.GRANT, 1).idempotencyKey("i2")),
                row(
                        "c",
                        ConsentEvent.builder(ConsentEventType.GRANT, NOW)
                                .purpose("news")
                                .idempotencyKey("i3")),
                row("c", event(ConsentEventType.CHANNEL_UNBLOCK, 1).idempotencyKey("i4")),
                row("c", event(ConsentEventType.TOMBSTONE, 1).idempotencyKey("i5")),
                row("c", event(ConsentEventType.GRANT, 1)),
                new ConsentImport.Row(
                        "d",
                        event(ConsentEventType.GRANT, 1).idempotencyKey("i6").build(),
                        List.of(NUMBER)),
                row("gone", event(ConsentEventType.GRANT, 1).idempotencyKey("i7")),
                row("b", event(ConsentEventType.WITHDRAW, 1).idempotencyKey("i2")),
                row(
                        "f",
                        ConsentEvent.builder(ConsentEventType.GRANT, NOW.plusSeconds(9_000))
                                .purpose("news")
                                .evidence("form")
                                .idempotencyKey("i8")));

        ConsentImport.Report report = ConsentImport.into(ledger).take(rows);

        assertThat(report.added()).isEqualTo(2);
        assertThat(report.refused()).extracting(ConsentImport.Refused::row).containsExactly(2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(report.refused())
                .extracting(ConsentImport.Refused::why)
                .containsExactly(
                        ConsentImport.Refusal.NO_EVIDENCE,
                        ConsentImport.Refusal.LIFTS,
                        ConsentImport.Refusal.NOT_IMPORTABLE,
                        ConsentImport.Refusal.NO_KEY,
                        ConsentImport.Refusal.SUPPRESSED,
                        ConsentImport.Refusal.SUPPRESSED,
                        ConsentImport.Refusal.KEY_TAKEN,
                        ConsentImport.Refusal.CLOCK_AHEAD);
        assertThat(decide("a", "").code()).isEqualTo(DecisionCode.CONSENT_WITHDRAWN);
        assertThat(decide("b", "").code()).isEqualTo(DecisionCode.CONSENT_VALID);
        assertThat(ledger.view("b").history().events().get(0).actorRole()).isEqualTo(ActorRole.IMPORT);
        assertThat(ConsentImport.into(ledger).take(rows).repeated()).isEqualTo(2);
    }

    @Test
    void merge_withdrawnWithGranted_staysWithdrawn() {
        grant("a");
        grant("b");
        ledger.withdraw(
                "b", event(ConsentEventType.WITHDRAW, 5).idempotencyKey("w").build());

        ledger.merge("a", "b", "m");

        assertThat(decide("a", "").code()).isEqualTo(DecisionCode.CONSENT_WITHDRAWN);
    }

    @Test
    void confirm_doubleOptIn_countsOnce() {
        DoubleOptIn optIn = DoubleOptIn.of(ledger, new byte[32], Duration.ofDays(7));
        String link = optIn.request(
                "a",
                event(ConsentEventType.GRANT, 2)
                        .channels(Channel.EMAIL, Channel.SMS)
                        .explicit(true)
                        .notice("N", "3")
                        .build());
        assertThat(ledger.version("a")).isZero();
        assertThat(link).matches("[A-Za-z0-9_-]+");

        assertThat(optIn.confirm(link, NOW)).isEqualTo(DoubleOptIn.Confirmation.CONFIRMED);
        assertThat(optIn.confirm(link, NOW.plusSeconds(5))).isEqualTo(DoubleOptIn.Confirmation.REPEATED);

        ConsentEvent yes = ledger.view("a").history().events().get(0);
        assertThat(yes.channels()).containsExactlyInAnyOrder(Channel.EMAIL, Channel.SMS);
        assertThat(yes.explicit()).isTrue();
        assertThat(yes.noticeVersion()).contains("3");
        assertThat(yes.evidence().orElseThrow()).contains("confirmed by link").contains("form");
        assertThat(decide("a", "").code()).isEqualTo(DecisionCode.CONSENT_VALID);
    }

    @Test
    void confirm_limitedYesOfAGuardian_isAsNarrowAsItWasAskedFor() {
        DoubleOptIn optIn = DoubleOptIn.of(ledger, new byte[32], Duration.ofDays(7));
        String link = optIn.request(
                "a",
                event(ConsentEventType.GRANT, 2)
                        .actor(ActorRole.GUARDIAN, "mum")
                        .categories(Set.of("identity"))
                        .exact(true)
                        .jurisdiction("NO")
                        .validFrom(NOW.minusSeconds(5))
                        .validUntil(NOW.plusSeconds(60))
                        .contactPoint("mum@example.org")
                        .build());

        assertThat(optIn.confirm(link, NOW)).isEqualTo(DoubleOptIn.Confirmation.CONFIRMED);

        ConsentEvent yes = ledger.view("a").history().events().get(0);
        assertThat(yes.actorRole()).isEqualTo(ActorRole.GUARDIAN);
        assertThat(yes.actor()).contains("mum");
        assertThat(yes.categories()).containsExactly("identity");
        assertThat(yes.exact()).isTrue();
        assertThat(yes.jurisdiction()).contains("NO");
        assertThat(yes.validFrom()).contains(NOW.minusSeconds(5));
        assertThat(yes.validUntil()).contains(NOW.plusSeconds(60));
        assertThat(yes.contactPoint()).contains("mum@example.org");
    }

    @Test
    void request_thatNoLinkCanConfirm_isRefused() {
        DoubleOptIn optIn = DoubleOptIn.of(ledger, new byte[32], Duration.ofDays(7));

        assertThatThrownBy(() -> optIn.request(
                        "a",
                        event(ConsentEventType.GRANT, 2).actor(ActorRole.AGENCY).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AGENCY");
        assertThatThrownBy(() -> optIn.request(
                        "a",
                        event(ConsentEventType.GRANT, 2)
                                .evidence("x".repeat(5_000))
                                .build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4000 at most");
    }

    @Test
    void addTo_suppressedNumber_blocksItUntilThePersonOpensIt() {
        grant("a");
        ConsentHistory said = ledger.view("a").history();
        DecisionRequest request = Fixtures.request("news", Channel.SMS).withContactPoint(NUMBER.address());
        assertThat(ledger.suppressions().addTo(said, NUMBER)).isSameAs(said);
        ledger.suppressions().add(NUMBER, SuppressionReason.ERASED);
        ledger.suppressions().add(NUMBER, SuppressionReason.UNDELIVERABLE);

        ConsentHistory blocked = ledger.suppressions().addTo(said, NUMBER);

        assertThat(Fixtures.DECIDER.decide(request, blocked, blocked).code()).isEqualTo(DecisionCode.CHANNEL_BLOCKED);
        assertThat(blocked.version()).isEqualTo(said.version());
        assertThat(blocked.versionAt(NOW)).isEqualTo(said.version());
        assertThat(ledger.suppressions().addTo(said, new ContactPoint(Channel.SMS, "+47 1")))
                .isSameAs(said);
        Instant later = NOW.plusSeconds(60);
        ConsentHistory imported = blocked.with(List.of(ConsentEvent.builder(ConsentEventType.GRANT, later)
                .purpose("news")
                .channels(Channel.SMS)
                .actor(ActorRole.IMPORT)
                .evidence("form")
                .build()));
        ConsentHistory opened = blocked.with(List.of(ConsentEvent.builder(ConsentEventType.GRANT, later)
                .purpose("news")
                .channels(Channel.SMS)
                .evidence("form")
                .build()));
        DecisionRequest then = request.withAt(later).withAsOf(later);
        assertThat(Fixtures.DECIDER.decide(then, imported, imported).code()).isEqualTo(DecisionCode.CHANNEL_BLOCKED);
        assertThat(Fixtures.DECIDER.decide(then, opened, opened).permits()).isTrue();
    }

    @Test
    void addTo_ledgerWithoutKeys_hasNoList() {
        ConsentLedger without = ConsentLedger.builder(
                        LedgerStore.inMemory(), KeyEncryption.aes("kek", Map.of("kek", new byte[32])), () -> NOW)
                .build();
        ConsentHistory nothing = ConsentHistory.empty();

        assertThat(without.suppressions().addTo(nothing, NUMBER)).isSameAs(nothing);
    }

    @Test
    void reply_deliveredAgainWithAnotherTime_isRecordedOnce() {
        for (int second = 0; second < 2; second++) {
            Instant at = NOW.minusSeconds(60 - second);
            signals.reply(Optional.of("a"), NUMBER, "stop", at, "r1");
            signals.reply(Optional.of("a"), NUMBER, "start", at, "r2");
            signals.bounced(Optional.of("a"), List.of(new Bounce(NUMBER, Bounce.Kind.HARD, at, "b1")));
        }

        assertThat(ledger.version("a")).isEqualTo(3);
    }

    @Test
    void take_yesThatNamesASuppressedAddress_isRefused() {
        ledger.suppressions().add(NUMBER, SuppressionReason.ERASED);

        ConsentImport.Report report = ConsentImport.into(ledger)
                .take(List.of(
                        row(
                                "a",
                                event(ConsentEventType.GRANT, 1)
                                        .contactPoint(NUMBER.address())
                                        .idempotencyKey("i1")),
                        row(
                                "a",
                                event(ConsentEventType.GRANT, 1)
                                        .channels(Channel.EMAIL)
                                        .contactPoint(NUMBER.address())
                                        .idempotencyKey("i2"))));

        assertThat(report.refused()).containsExactly(new ConsentImport.Refused(0, ConsentImport.Refusal.SUPPRESSED));
        assertThat(report.added()).isEqualTo(1);
    }

    @Test
    void confirm_linkThatCannotCount_recordsNothing() {
        DoubleOptIn optIn = DoubleOptIn.of(ledger, new byte[32], Duration.ofDays(7));
        String old = optIn.request("a", event(ConsentEventType.GRANT, 8).build());
        String link = optIn.request("a", event(ConsentEventType.GRANT, 2).build());
        String foreign = DoubleOptIn.of(ledger, new byte[16], Duration.ofDays(7))
                .request("a", event(ConsentEventType.GRANT, 2).build());

        assertThat(optIn.confirm(old, NOW)).isEqualTo(DoubleOptIn.Confirmation.TOO_OLD);
        assertThat(optIn.confirm(foreign, NOW)).isEqualTo(DoubleOptIn.Confirmation.NO_LINK);
        assertThat(optIn.confirm(link.substring(1), NOW)).isEqualTo(DoubleOptIn.Confirmation.NO_LINK);
        assertThat(optIn.confirm("%%", NOW)).isEqualTo(DoubleOptIn.Confirmation.NO_LINK);
        assertThat(optIn.confirm("A".repeat(5_000), NOW)).isEqualTo(DoubleOptIn.Confirmation.NO_LINK);
        assertThat(ledger.version("a")).isZero();
        ledger.withdraw(
                "a", event(ConsentEventType.WITHDRAW, 1).idempotencyKey("w").build());
        assertThat(optIn.confirm(link, NOW)).isEqualTo(DoubleOptIn.Confirmation.OVERTAKEN);
        assertThatThrownBy(() ->
                        optIn.request("a", event(ConsentEventType.REFUSE, 1).build()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DoubleOptIn.of(ledger, new byte[16], Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void grant(String person) {
        ledger.record(
                person, event(ConsentEventType.GRANT, 10).idempotencyKey("g").build());
    }

    private static ConsentEvent.Builder event(ConsentEventType type, int daysBefore) {
        return Fixtures.event(type, "news", daysBefore);
    }

    private static ConsentImport.Row row(String person, ConsentEvent.Builder event) {
        return new ConsentImport.Row(person, event.build(), List.of());
    }

    private static Bounce bounce(Bounce.Kind kind, int day) {
        return new Bounce(NUMBER, kind, NOW.minus(Duration.ofDays(40 - day)), "report-" + day);
    }

    private ConsentDecision decide(String person, String number) {
        DecisionRequest request = Fixtures.request("news", Channel.SMS);
        return decide(person, number.isEmpty() ? request : request.withContactPoint(number));
    }

    private ConsentDecision decideAt(String person, Instant at) {
        return decide(person, Fixtures.request("news", Channel.SMS).withAt(at).withAsOf(at));
    }

    private ConsentDecision decide(String person, DecisionRequest request) {
        ConsentHistory history = ledger.view(person).history();
        return Fixtures.DECIDER.decide(request, history, history);
    }
}
