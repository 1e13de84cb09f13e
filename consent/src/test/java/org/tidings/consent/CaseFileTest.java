package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.Diagnostic;
import org.tidings.core.InvalidInputException;
import org.tidings.core.SourceText;

/** How files of cases are read, and what is said about those that are broken. */
class CaseFileTest {
    private static final String DENY = "\"outcome\": \"DENY\"";
    private static final String CATALOGUE = """
            {"categories": {"name": {}, "sight": {"special": true}},
             "channels": {"email": {"confidentiality": 2}, "sms": {"confidentiality": 1}, "letter": {"confidentiality": 3}},
             "jurisdictions": {"NO": {"zone": "Europe/Oslo", "ageOwnConsent": 13}},
             "purposes": {"news": {"basis": "consent", "categoriesAllowed": ["name", "sight"]},
                          "tax": {"basis": "legal-obligation", "mustSend": true, "fallbackChannel": "letter"},
                          "loans": {"basis": "contract", "contract": "library"},
                          "flood": {"basis": "vital-interests"},
                          "odd": {"basis": "magic"}}}""";
    private static final String YES = """
            {"type": "GRANT", "purpose": "news", "occurredAt": "2025-01-01T00:00:00Z", "evidence": "form"}""";
    private static final String WHEN = """
            "subjectId": "s", "purpose": "news", "channel": "EMAIL", "at": "2025-06-01T12:00:00Z", "jurisdiction": "NO\"""";

    private static String file(String cases) {
        return "{\"schema\": \"consent-cases/1\", \"catalogue\": " + CATALOGUE + ",\n\"cases\": [" + cases + "]}";
    }

    private static String oneCase(String given, String when, String then) {
        return "{\"id\": \"c1\", \"title\": \"t\", \"given\": {" + given + "}, \"when\": {" + when + "}, \"then\": {"
                + then + "}}";
    }

    private static ConsentCases read(String text) {
        return ConsentCases.read(new SourceText("cases.json", text));
    }

    private static List<String> differences(String given, String when, String then) {
        ConsentCases.Result result =
                read(file(oneCase(given, when, then))).run().get(0);
        assertThat(result.passed()).isEqualTo(result.differences().isEmpty());
        return result.differences();
    }

    private static void assertAnswer(String given, String when, String outcome, String code) {
        assertThat(differences(given, when, "\"outcome\": \"" + outcome + "\", \"code\": \"" + code + "\""))
                .isEmpty();
    }

    private static List<Diagnostic> faults(String text) {
        InvalidInputException fault = catchThrowableOfType(InvalidInputException.class, () -> read(text));
        assertThat(fault).as("the file is refused").isNotNull();
        return fault.diagnostics();
    }

    @Test
    void read_goodFile_tellsCatalogueSizeAndResults() {
        ConsentCases cases = read(file(oneCase("\"events\": [" + YES + "]", WHEN, "\"outcome\": \"PERMIT\"")));

        assertThat(cases.size()).isEqualTo(1);
        assertThat(cases.warnings()).isEmpty();
        assertThat(cases.catalogue().purpose("news")).isPresent();
        assertThat(cases.run()).containsExactly(new ConsentCases.Result("c1", "t", List.of()));
    }

    @Test
    void run_everyExpectation_isComparedAndToldWhereItDiffers() {
        String given = "\"events\": [" + YES.replace("}", ", \"validUntil\": \"2025-07-01T00:00:00Z\"}") + "]";
        String good = """
                "outcome": "PERMIT_REDUCED", "code": "CONSENT_VALID", "deniedCategories": ["sight"],
                "obligations": ["INCLUDE_WITHDRAWAL_LINK"], "obligationsExactly": ["INCLUDE_WITHDRAWAL_LINK"],
                "validUntil": "2025-07-01T00:00:00Z", "note": "a comment\"""";
        String bad = """
                "outcome": "DENY", "code": "NO_CONSENT_RECORDED", "deniedCategories": ["name"],
                "obligations": ["MUST_SEND"], "obligationsExactly": [], "channel": "letter",
                "validUntil": "2025-08-01T00:00:00Z", "outcom": "PERMIT\"""";
        String when = WHEN + ", \"categories\": [\"name\", {\"id\": \"sight\", \"via\": \"PLACEHOLDER\"}]";

        assertThat(differences(given, when, good)).isEmpty();
        assertThat(differences(given, when, bad))
                .containsExactly(
                        "'outcom' is no expectation that can be compared",
                        "outcome is PERMIT_REDUCED; DENY was expected",
                        "code is CONSENT_VALID; NO_CONSENT_RECORDED was expected",
                        "deniedCategories is [sight]; [name] was expected",
                        "obligationsExactly is [INCLUDE_WITHDRAWAL_LINK]; [] was expected",
                        "obligations are [INCLUDE_WITHDRAWAL_LINK]; MUST_SEND was expected among them",
                        "channel is none; LETTER was expected",
                        "validUntil is 2025-07-01T00:00:00Z; 2025-08-01T00:00:00Z was expected");
        assertThat(differences(
                        "\"events\": [{\"type\": \"CHANNEL_BLOCK\", \"occurredAt\": \"2025-01-01T00:00:00Z\"}]",
                        WHEN.replace("news", "tax"),
                        "\"outcome\": \"REROUTE\", \"channel\": \"LETTER\""))
                .isEmpty();
    }

    @Test
    void run_questionsThatHaveNoAnswer_failClosed() {
        assertAnswer("", WHEN.replace("EMAIL", "FAX"), "INDETERMINATE", "UNKNOWN_CHANNEL");
        assertAnswer("", WHEN.replace("EMAIL", "FAX").replace("news", "x"), "INDETERMINATE", "UNKNOWN_PURPOSE");
        assertAnswer("", WHEN.replace("EMAIL", "FAX").replace("news", "odd"), "INDETERMINATE", "UNKNOWN_BASIS");
        assertAnswer("", WHEN.replace("news", "odd"), "INDETERMINATE", "UNKNOWN_BASIS");
        assertAnswer("", WHEN.replace("\"at\"", "\"$at\""), "INDETERMINATE", "NO_TIME");
        assertAnswer(
                "", WHEN.replace("\"at\"", "\"$at\"").replace("NO\"", "XX\""), "INDETERMINATE", "UNKNOWN_JURISDICTION");
        assertAnswer("\"storeUnavailable\": true", WHEN, "INDETERMINATE", "STATE_UNAVAILABLE");
        assertAnswer("\"storeUnavailable\": true", WHEN.replace("news", "tax"), "DEFER", "STATE_UNAVAILABLE");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"type": "GRNT", "occurredAt": "2025-01-01T00:00:00Z", "purpose": "news"}       | did you mean 'GRANT'?
            {"occurredAt": "2025-01-01T00:00:00Z", "purpose": "news"}                       | 'type' is missing
            {"type": "WITHDRAW", "purpose": "news"}                                         | does not say when it occurred
            {"type": "WITHDRAW", "occurredAt": "yesterday"}                                 | 'occurredAt' is not an instant
            {"type": "WITHDRAW", "occurredAt": "+99999-01-01T00:00:00Z"}                    | 'occurredAt' is not an instant
            {"type": "WITHDRAW", "occurredAt": "2025-01-01T00:00:00Z", "channels": ["fax"]} | There is no channel 'fax'
            {"type": "GRANT", "occurredAt": "2025-01-01T00:00:00Z", "purpose": "news", "validFrom": "2025-02-01T00:00:00Z", "validUntil": "2025-02-01T00:00:00Z"} | ends before it begins
            """)
    void run_eventThatIsNotUnderstood_failsClosedWithAWarning(String event, String warning) {
        String given = "\"events\": [" + YES + "," + event + "]";

        assertAnswer(given, WHEN, "INDETERMINATE", "MALFORMED_EVENT");
        List<Diagnostic> warnings =
                read(file(oneCase(given, WHEN, "\"code\": \"NO_TIME\""))).warnings();
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).code()).isEqualTo("CON-006");
        assertThat(warnings.get(0).render()).contains(warning);
        assertThat(warnings.get(0).isError()).isFalse();
    }

    @Test
    void run_yesWithoutPurpose_isPassedOver() {
        String given = "\"events\": [" + YES.replace("\"purpose\": \"news\", ", "") + "]";

        assertAnswer(given, WHEN, "DENY", "NO_CONSENT_RECORDED");
        assertThat(read(file(oneCase(given, WHEN, "\"code\": \"NO_TIME\""))).warnings())
                .hasSize(1);
    }

    @Test
    void run_unknownActor_mayDoNothingThatOpens() {
        assertAnswer(
                "\"events\": [" + YES.replace("}", ", \"actorRole\": \"ROBOT\"}") + "]",
                WHEN,
                "DENY",
                "GRANT_BY_INCOMPETENT_ACTOR");
    }

    @Test
    void run_clockThatRunsAhead_cannotPostponeANo() {
        String no = """
                {"type": "WITHDRAW", "purpose": "news", "occurredAt": "2025-08-01T00:00:00Z",
                 "recordedAt": "2025-05-01T00:00:00Z"}""";

        assertAnswer("\"events\": [" + YES + "," + no + "]", WHEN, "DENY", "CONSENT_WITHDRAWN");
        assertAnswer(
                "\"events\": [" + no.replace("WITHDRAW", "GRANT").replace("}", ", \"evidence\": \"e\"}") + "]",
                WHEN,
                "DENY",
                "NO_CONSENT_RECORDED");
    }

    @Test
    void run_everyPartOfAnEvent_isRead() {
        String wide = """
                {"type": "GRANT", "purpose": "news", "occurredAt": "2025-01-02T00:00:00Z", "recordedAt": "2025-01-03T00:00:00Z",
                 "evidence": "e", "explicit": true, "categories": ["sight"], "channels": ["EMAIL"], "notice": "N1",
                 "noticeVersion": "2", "idempotencyKey": "k", "jurisdiction": "NO", "id": "g1", "actorRole": "SELF",
                 "actor": "s", "validFrom": "2025-01-02T00:00:00Z", "validUntil": "2026-01-01T00:00:00Z"}""";
        String when = WHEN + ", \"categories\": [{\"id\": \"sight\", \"via\": \"REQUIRED\"}]";

        assertAnswer("\"events\": [" + wide + "]", when, "PERMIT", "CONSENT_VALID");
        assertAnswer("\"events\": [" + wide.replace("true", "false") + "]", when, "DENY", "EXPLICIT_CONSENT_REQUIRED");
        assertAnswer(
                "\"events\": [" + wide + "]",
                when + ", \"asOf\": \"2025-01-02T00:00:00Z\"",
                "DENY",
                "NO_CONSENT_RECORDED");
        assertAnswer(
                "\"events\": [" + wide
                        + ", {\"type\": \"INVALIDATE\", \"notice\": \"N1\", \"occurredAt\": \"2025-02-01T00:00:00Z\"}]",
                when,
                "DENY",
                "CONSENT_INVALIDATED");
        assertAnswer(
                "\"events\": [" + YES + ", {\"type\": \"REFUSE\", \"purpose\": \"new\", \"scope\": \"EXACT\","
                        + " \"occurredAt\": \"2025-02-01T00:00:00Z\"}]",
                WHEN,
                "PERMIT",
                "CONSENT_VALID");
        assertAnswer("\"events\": [" + YES.replace("}", ", \"exact\": true}") + "]", WHEN, "PERMIT", "CONSENT_VALID");
    }

    @Test
    void run_blocks_readReasonContactPointAndWhatTheyAnswer() {
        String block = """
                {"type": "CHANNEL_BLOCK", "id": "b1", "channels": ["sms"], "occurredAt": "2025-02-01T00:00:00Z",
                 "reason": "UNDELIVERABLE", "contactPoint": "n1"}""";
        String start = """
                {"type": "CHANNEL_UNBLOCK", "occurredAt": "2025-03-01T00:00:00Z", "refersTo": "b1"}""";
        String when = WHEN.replace("EMAIL", "SMS") + ", \"contactPoint\": ";

        assertAnswer("\"events\": [" + YES + "," + block + "]", when + "\"n1\"", "DENY", "CHANNEL_BLOCKED");
        assertAnswer("\"events\": [" + YES + "," + block + "]", when + "\"n2\"", "PERMIT", "CONSENT_VALID");
        assertAnswer(
                "\"events\": [" + YES + "," + block + "," + start + "]", when + "\"n1\"", "PERMIT", "CONSENT_VALID");
    }

    @Test
    void run_registers_areRead() {
        String child = """
                "subject": {"birthDate": "2015-03-10"},
                "guardianships": [{"guardian": "g1", "from": "2015-03-10T00:00:00Z", "purposes": ["tax"], "priority": 2}]""";
        String tax = WHEN.replace("news", "tax") + ", \"recipient\": \"g1\"";

        assertAnswer(child, tax, "PERMIT", "LEGAL_OBLIGATION");
        assertAnswer(child.replace("\"priority\": 2", "\"noContact\": true"), tax, "DENY", "RECIPIENT_NOT_AUTHORISED");
        assertAnswer(child, WHEN, "DENY", "MINOR_MUST_BE_REACHED_VIA_GUARDIAN");
        assertAnswer(
                "\"subject\": {\"deceasedOn\": \"2025-06-01\"}",
                WHEN.replace("2025-06-01T12:00:00Z", "2025-05-31T22:00:00Z"),
                "DENY",
                "SUBJECT_DECEASED");
        assertAnswer("\"subject\": {\"deceasedOn\": \"2025-06-01T12:00:01Z\"}", WHEN, "DENY", "NO_CONSENT_RECORDED");
        assertAnswer("\"facts\": {\"contract:library\": true}", WHEN.replace("news", "loans"), "PERMIT", "CONTRACT");
        assertAnswer("\"facts\": {\"contract:library\": false}", WHEN.replace("news", "loans"), "DENY", "NO_CONTRACT");
        assertAnswer(
                "\"facts\": {\"contract:library\": {\"until\": \"2025-06-02T00:00:00Z\"}}",
                WHEN.replace("news", "loans"),
                "PERMIT",
                "CONTRACT");
        assertAnswer(
                "\"incidents\": {\"flood\": [{\"until\": \"2025-01-01T00:00:00Z\"}, {\"from\": \"2025-06-01T12:00:00Z\"}]}",
                WHEN.replace("news", "flood"),
                "PERMIT",
                "VITAL_INTERESTS");
        assertAnswer(
                "\"guardianships\": [{\"guardian\": \"g1\", \"kind\": \"guardian\"}], \"events\": ["
                        + YES.replace("}", ", \"actorRole\": \"REPRESENTATIVE\", \"actor\": \"g1\"}") + "]",
                WHEN,
                "DENY",
                "GRANT_BY_INCOMPETENT_ACTOR");
        assertAnswer(
                "\"guardianships\": [{\"guardian\": \"g1\"}], \"events\": [" + YES + "],"
                        + " \"recipientEvents\": [{\"type\": \"REFUSE\", \"occurredAt\": \"2025-02-01T00:00:00Z\"}]",
                WHEN + ", \"recipient\": \"g1\"",
                "DENY",
                "CONSENT_REFUSED");
    }

    @Test
    void read_unknownNames_areWarningsWithHints() {
        List<Diagnostic> warnings = read(file(oneCase("\"event\": []", WHEN, "\"code\": \"NO_TIME\"")))
                .warnings();

        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).code()).isEqualTo("JSON-005");
        assertThat(warnings.get(0).hint()).contains("did you mean 'events'?");
        assertThat(read(file(oneCase("\"facts\": {\"member\": true}", WHEN, "\"code\": \"NO_TIME\"")))
                        .warnings())
                .hasSize(1);
    }

    @Test
    void read_brokenFiles_areRefusedWithEverythingThatIsWrong() {
        String good = oneCase("", WHEN, DENY);

        assertThat(faults("[]")).extracting(Diagnostic::code).containsExactly("JSON-004");
        assertThat(faults("{")).extracting(Diagnostic::code).containsExactly("JSON-001");
        assertThat(faults("{\"schema\": \"other/1\"}"))
                .extracting(Diagnostic::code)
                .containsExactly("CON-001", "CON-002");
        assertThat(faults("{\"cases\": []}")).extracting(Diagnostic::code).containsExactly("JSON-009", "CON-002");
        assertThat(faults(file(""))).extracting(Diagnostic::code).containsExactly("CON-004");
        assertThat(faults(file(good + "," + good))).extracting(Diagnostic::code).containsExactly("CON-003");
        assertThat(faults(file("{\"title\": \"no parts\"}")))
                .extracting(Diagnostic::code)
                .containsExactly("JSON-009", "JSON-009", "JSON-009", "JSON-009");
        assertThat(faults(file(
                        "{\"id\": \"a\", \"given\": 1, \"when\": {" + WHEN + "}, \"then\": {\"code\": \"NO_TIME\"}}")))
                .extracting(Diagnostic::code)
                .containsExactly("JSON-006");
        assertThat(faults(file(good).replace("\"consent\"", "7")))
                .extracting(Diagnostic::code)
                .contains("JSON-006");
        assertThat(faults(file(oneCase("", WHEN + ", \"categories\": [7]", DENY))))
                .extracting(Diagnostic::code)
                .containsExactly("JSON-006");
        assertThat(faults(file(oneCase("", WHEN.replace("2025-06-01T", "2025-06-31T"), DENY))))
                .extracting(Diagnostic::code)
                .containsExactly("JSON-007");
        assertThat(faults(file(oneCase("\"incidents\": {\"flood\": true}", WHEN, DENY))))
                .extracting(Diagnostic::code)
                .containsExactly("JSON-006");
        assertThat(faults(file(oneCase(
                        "\"guardianships\": [{\"guardian\": \"g\", \"from\": \"2025-01-02T00:00:00Z\","
                                + " \"until\": \"2025-01-01T00:00:00Z\"}]",
                        WHEN,
                        DENY))))
                .extracting(Diagnostic::code)
                .containsExactly("CON-005");
        assertThat(faults(file(oneCase("\"subject\": {\"birthDate\": \"0000-01-01\"}", WHEN, DENY))))
                .extracting(Diagnostic::code)
                .containsExactly("JSON-007");
    }

    @Test
    void read_caseThatExpectsNothing_isRefused() {
        assertThat(faults(file(oneCase("", WHEN, ""))))
                .singleElement()
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("CON-010"));
    }

    @Test
    void read_expectationThatNoAnswerHas_isWarnedOf() {
        ConsentCases cases = read(file(oneCase(
                "",
                WHEN,
                "\"outcome\": \"PERMITT\", \"code\": \"NO_TIM\", \"channel\": \"emial\","
                        + " \"obligations\": [\"MUST_SEND\", \"MUST_SND\"]")));

        assertThat(cases.warnings()).extracting(Diagnostic::code).containsOnly("CON-011");
        assertThat(cases.warnings())
                .extracting(warning -> warning.hint().orElse(""))
                .containsExactly(
                        "did you mean 'PERMIT'?",
                        "did you mean 'NO_TIME'?",
                        "did you mean 'EMAIL'?",
                        "did you mean 'MUST_SEND'?");
        assertThat(cases.run().get(0).passed()).isFalse();
    }

    @Test
    void read_faultOfTheCatalogue_isToldAtItsPlaceInTheFile() {
        String text =
                "{\"schema\": \"consent-cases/1\",\n \"catalogue\":\n  {\"categories\": {}, \"colour\": 1},\n \"cases\": []}";

        assertThat(faults(text).get(0).place()).isEqualTo("cases.json:3:22");
    }
}
