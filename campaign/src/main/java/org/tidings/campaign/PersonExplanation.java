package org.tidings.campaign;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every step of a programme comes to for one person, and why. Immutable. */
public final class PersonExplanation {
    private final RunSetting setting;
    private final String personId;
    private final List<StepExplanation> steps;

    PersonExplanation(RunSetting setting, String personId, List<StepExplanation> steps) {
        this.setting = setting;
        this.personId = personId;
        this.steps = List.copyOf(steps);
    }

    /** Returns a copy with the steps of one campaign only; without any where the programme has no such campaign. */
    public PersonExplanation ofCampaign(String campaignId) {
        return new PersonExplanation(
                setting,
                personId,
                steps.stream()
                        .filter(step -> step.step().campaign().id().equals(campaignId))
                        .toList());
    }

    /** Returns the id of the person. */
    public String personId() {
        return personId;
    }

    /** Returns the outcome of each step by its label, in the programme's order. */
    public Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        steps.forEach(step -> outcomes.put(step.step().label(), step.outcome()));
        return Collections.unmodifiableMap(outcomes);
    }

    /** Returns the records that a run writes for the messages about the person. */
    public List<DecisionRecord> records() {
        return steps.stream()
                .flatMap(step -> step.messages().stream())
                .map(StepExplanation.Written::record)
                .toList();
    }

    /** Returns the text that a citizen reads. */
    public String text() {
        return new ExplanationText(setting, personId).of(steps);
    }

    /** Returns the JSON form. */
    public String json() {
        return ExplanationJson.of(setting, personId, steps);
    }
}
