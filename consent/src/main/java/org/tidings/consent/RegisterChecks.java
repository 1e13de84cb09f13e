package org.tidings.consent;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.core.DecisionCode;
import org.tidings.core.LawfulBasis;
import org.tidings.core.Purpose;

/** Checks what the agency's registers say: who may be told, and whether there is a contract or an incident. */
final class RegisterChecks {
    private final SubjectFacts facts;
    private final Purpose purpose;
    private final DecisionRequest request;
    private final Competence competence;
    private final DecisionTrace trace;

    RegisterChecks(
            SubjectFacts facts, Purpose purpose, DecisionRequest request, Competence competence, DecisionTrace trace) {
        this.facts = facts;
        this.purpose = purpose;
        this.request = request;
        this.competence = competence;
        this.trace = trace;
    }

    /**
     * Why the registers stand against a message.
     *
     * @param code the code
     * @param isForGuardian whether a guardian could be told instead
     */
    record Fault(DecisionCode code, boolean isForGuardian) {}

    /** Returns why the recipient must not be told, or null. */
    @Nullable
    Fault ofRecipient() {
        return request.subject().equals(request.recipient()) ? directContact() : mandate();
    }

    /** Returns the fact that a basis lacks, or null. */
    @Nullable
    Fault ofBasis(LawfulBasis basis) {
        return switch (basis) {
            case VITAL_INTERESTS -> incident();
            case CONTRACT -> contract();
            case CONSENT, LEGAL_OBLIGATION, PUBLIC_TASK, LEGITIMATE_INTERESTS -> null;
        };
    }

    private @Nullable Fault directContact() {
        if (facts.birthDate().isEmpty()) {
            return null;
        }
        Instant from = competence.directContactFrom(facts.birthDate().get());
        trace.changesAt(from);
        if (!request.at().isBefore(from)) {
            return null;
        }
        trace.add("recipient", "the subject is too young to be addressed directly");
        return new Fault(DecisionCode.MINOR_MUST_BE_REACHED_VIA_GUARDIAN, true);
    }

    private @Nullable Fault mandate() {
        boolean isHeld = false;
        boolean isBarred = false;
        for (Guardianship mandate : facts.guardianships()) {
            if (!mandate.subject().equals(request.subject())
                    || !mandate.holder().equals(request.recipient())
                    || !mandate.coversPurpose(purpose.id())) {
                continue;
            }
            mandate.from().ifPresent(trace::changesAt);
            mandate.until().ifPresent(trace::changesAt);
            if (mandate.isActiveAt(request.at())) {
                isHeld = true;
                isBarred |= mandate.noContact();
            }
        }
        if (!isHeld || isBarred) {
            return unauthorised(
                    isBarred
                            ? "the recipient must not be contacted about the subject"
                            : "the recipient has no mandate for the subject that covers the purpose");
        }
        return isConfidential() ? unauthorised("the subject is old enough for others not to be told") : null;
    }

    private Fault unauthorised(String verdict) {
        trace.add("recipient", verdict);
        return new Fault(DecisionCode.RECIPIENT_NOT_AUTHORISED, false);
    }

    /** Returns whether the purpose is the subject's own affair; of an unknown age everybody is old enough. */
    private boolean isConfidential() {
        if (purpose.confidentialFromAge().isEmpty()) {
            return false;
        }
        if (facts.birthDate().isEmpty()) {
            return true;
        }
        Instant from = competence.birthday(
                facts.birthDate().get(), purpose.confidentialFromAge().getAsInt());
        trace.changesAt(from);
        return !request.at().isBefore(from);
    }

    private @Nullable Fault incident() {
        List<Interval> incidents = facts.incidents().getOrDefault(purpose.id(), List.of());
        if (isRunning(incidents)) {
            return null;
        }
        trace.add("incident", incidents.isEmpty() ? "no incident is on file" : "no incident is active now");
        return new Fault(
                incidents.isEmpty() ? DecisionCode.NO_ACTIVE_INCIDENT : DecisionCode.INCIDENT_NOT_ACTIVE, false);
    }

    private @Nullable Fault contract() {
        if (purpose.contractType().isPresent()
                && isRunning(
                        facts.contracts().getOrDefault(purpose.contractType().get(), List.of()))) {
            return null;
        }
        trace.add("contract", "no contract for the purpose is running");
        return new Fault(DecisionCode.NO_CONTRACT, false);
    }

    private boolean isRunning(List<Interval> intervals) {
        boolean isRunning = false;
        for (Interval interval : intervals) {
            interval.from().ifPresent(trace::changesAt);
            interval.until().ifPresent(trace::changesAt);
            isRunning |= interval.contains(request.at());
        }
        return isRunning;
    }
}
