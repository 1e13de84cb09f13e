package org.tidings.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.core.DecisionCode;
import org.tidings.core.DecisionOutcome;

/**
 * One question with what is given and what is expected.
 *
 * @param id id within the file
 * @param title what it is about
 * @param given what is on record
 * @param question what is asked
 * @param expected what the answer must be
 */
record ConsentCase(String id, String title, Given given, Question question, Expected expected) {
    /**
     * What is on record.
     *
     * @param isMalformed whether an event cannot be understood
     * @param isUnavailable whether the records cannot be read
     */
    record Given(
            List<ConsentEvent> events,
            List<ConsentEvent> recipientEvents,
            SubjectFacts facts,
            boolean isMalformed,
            boolean isUnavailable) {}

    /**
     * What is asked; a part that the types cannot hold is absent, and the answer fails closed.
     *
     * @param request the question, where it has a channel
     * @param purpose purpose that is asked for
     * @param hasTime whether the question has a time
     */
    record Question(Optional<DecisionRequest> request, String purpose, boolean hasTime) {}

    /**
     * What the answer must be; what is absent is not compared.
     *
     * @param unknown names of expectations that cannot be compared
     */
    record Expected(
            Optional<String> outcome,
            Optional<String> code,
            Optional<Set<String>> deniedCategories,
            Set<String> obligations,
            Optional<Set<String>> obligationsExactly,
            Optional<String> channel,
            Optional<Instant> validUntil,
            List<String> unknown) {}

    ConsentCases.Result run(ConsentDecider decider, UnaryOperator<List<ConsentEvent>> arrangement) {
        return new ConsentCases.Result(id, title, differences(decide(decider, arrangement)));
    }

    private ConsentDecision decide(ConsentDecider decider, UnaryOperator<List<ConsentEvent>> arrangement) {
        if (question.request().isEmpty()) {
            return decider.knows(question.purpose())
                    ? decider.indeterminate(DecisionCode.UNKNOWN_CHANNEL, "there is no such channel")
                    : decider.unknown(question.purpose());
        }
        DecisionRequest request = question.request().get();
        if (given.isMalformed() || !question.hasTime()) {
            // Whatever the catalogue does not know is told first.
            ConsentDecision blank =
                    decider.decide(request, ConsentHistory.empty(), ConsentHistory.empty(), given.facts());
            if (blank.outcome() == DecisionOutcome.INDETERMINATE) {
                return blank;
            }
            return question.hasTime()
                    ? decider.indeterminate(DecisionCode.MALFORMED_EVENT, "a record cannot be understood")
                    : decider.indeterminate(DecisionCode.NO_TIME, "the question has no time");
        }
        if (given.isUnavailable()) {
            return decider.decideWithoutRecords(request, given.facts());
        }
        ConsentHistory own = ConsentHistory.of(arrangement.apply(given.events()));
        ConsentHistory other = ConsentHistory.of(arrangement.apply(given.recipientEvents()));
        return decider.decide(request, own, other, given.facts());
    }

    private List<String> differences(ConsentDecision decision) {
        List<String> found = new ArrayList<>();
        for (String name : expected.unknown()) {
            found.add("'" + name + "' is no expectation that can be compared");
        }
        compare(found, "outcome", decision.outcome().name(), expected.outcome());
        compare(found, "code", decision.code().name(), expected.code());
        compare(
                found,
                "deniedCategories",
                sorted(decision.deniedCategories()),
                expected.deniedCategories().map(ConsentCase::sorted));
        Set<String> obligations = new TreeSet<>();
        decision.obligations().forEach(obligation -> obligations.add(obligation.name()));
        compare(
                found,
                "obligationsExactly",
                sorted(obligations),
                expected.obligationsExactly().map(ConsentCase::sorted));
        for (String obligation : expected.obligations()) {
            if (!obligations.contains(obligation)) {
                found.add("obligations are " + sorted(obligations) + "; " + obligation + " was expected among them");
            }
        }
        compare(found, "channel", decision.rerouteTo().map(Channel::name).orElse("none"), expected.channel());
        compare(
                found,
                "validUntil",
                decision.validUntil().map(Instant::toString).orElse("none"),
                expected.validUntil().map(Instant::toString));
        return found;
    }

    private static void compare(List<String> found, String name, String actual, Optional<String> wanted) {
        if (wanted.isPresent() && !wanted.get().equals(actual)) {
            found.add(name + " is " + actual + "; " + wanted.get() + " was expected");
        }
    }

    private static String sorted(Collection<String> names) {
        return new TreeSet<>(names).toString();
    }
}
