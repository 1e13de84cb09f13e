package org.tidings.campaign;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tidings.core.ChannelTerms;
import org.tidings.core.ContactRule;
import org.tidings.core.DataCategory;
import org.tidings.segmentation.Explanation;
import org.tidings.segmentation.Truth;
import org.tidings.timing.SendSlot;

/** Renders the explanation of a person's outcomes as a text. */
final class ExplanationText {
    private final RunSetting setting;
    private final String personId;
    private final Map<String, String> reasonTexts;
    private final Map<String, String> titles;
    private final StringBuilder out = new StringBuilder();

    ExplanationText(RunSetting setting, String personId) {
        this.setting = setting;
        this.personId = personId;
        this.titles = setting.programme().steps().stream()
                .map(ProgrammeStep::campaign)
                .collect(Collectors.toMap(Campaign::id, Campaign::title, (title, same) -> title));
        this.reasonTexts = setting.programme().contact().barred().stream()
                .filter(bar -> !bar.text().isEmpty())
                .collect(Collectors.toMap(bar -> bar.reason().name(), ContactPolicy.Bar::text));
    }

    String of(List<StepExplanation> steps) {
        line(0, "Person " + personId);
        line(
                0,
                "Programme " + setting.programme().id() + ", as of "
                        + PlainWords.instant(setting.at(), setting.programme().agencyZone()));
        for (StepExplanation step : steps) {
            out.append('\n');
            step(step);
        }
        return out.toString();
    }

    private void step(StepExplanation step) {
        Campaign campaign = step.step().campaign();
        String label = step.step().label();
        line(0, campaign.title().equals(label) ? label : campaign.title() + " (" + label + ")");
        step.dates()
                .ifPresent(dates -> line(
                        1,
                        "The deadline is " + PlainWords.day(dates.deadline()) + "; this reminder is due on "
                                + PlainWords.day(dates.nominalDay()) + "."));
        line(1, headline(step));
        step.segment().ifPresent(segment -> segment(step.step().campaign(), segment));
        step.entry().ifPresent(entry -> {
            candidates(entry);
            withheld(entry);
        });
        step.messages().forEach(this::message);
    }

    private static String headline(Outcome outcome) {
        if (outcome instanceof Outcome.NotInSegment not) {
            return not.truth() == Truth.UNKNOWN
                    ? "No message: whether it concerns this person cannot be said, because something is not known."
                    : "No message: it does not concern this person.";
        }
        if (outcome instanceof Outcome.Deliveries deliveries) {
            int count = deliveries.messages().size();
            return count == 1 ? "A message goes out." : count + " messages go out.";
        }
        return "No message, although it concerns this person.";
    }

    private static String headline(StepExplanation step) {
        return step.segment().isEmpty()
                ? "No message: whether it concerns this person could not be found out."
                : headline(step.outcome());
    }

    private void segment(Campaign campaign, Explanation segment) {
        String description = campaign.segment().description();
        line(
                1,
                "Whom it concerns: "
                        + (description.isEmpty()
                                ? "the segment '" + campaign.segment().name() + "'"
                                : description)
                        + ". What decided:");
        for (Explanation.Node node : segment.reasons()) {
            line(2, node.label() + ": " + PlainWords.value(node.value()));
        }
    }

    private void candidates(OutcomeBook.Entry entry) {
        for (Candidate candidate : entry.meant().candidates()) {
            String who = candidate.relation() == Candidate.Relation.SELF
                    ? "The person"
                    : "The " + candidate.relation().name().toLowerCase(Locale.ROOT) + " " + candidate.recipientId();
            String verdict = candidate.refusal().isPresent()
                    ? " cannot be told: "
                            + PlainWords.reason(candidate.refusal().get().name(), reasonTexts) + "."
                    : " can be told.";
            line(1, who + verdict);
            for (ChannelTrial trial : candidate.trials()) {
                trial(trial, entry.meant().step().campaign());
            }
        }
    }

    private void trial(ChannelTrial trial, Campaign campaign) {
        String channel = PlainWords.channel(trial.channel());
        String verdict = switch (trial.verdict()) {
            case USABLE -> "yes, " + decision(trial, campaign);
            case NOT_REACHABLE -> "no, there is no address that works";
            case NOT_PERMITTED -> "no, " + decision(trial, campaign);
            case OWN_DATA_NOT_PERMITTED -> "no, the text needs data of the reader: " + decision(trial, campaign);
            case NO_TEXT -> "no, there is no text for it";
        };
        line(2, "By " + channel + ": " + verdict + ".");
    }

    private static String decision(ChannelTrial trial, Campaign campaign) {
        ChannelTerms terms = campaign.purpose().terms().get(trial.channel());
        boolean asksFirst = terms != null && terms.contactRule() == ContactRule.OPT_IN;
        return trial.decision()
                .map(decision -> PlainWords.decision(decision.code(), asksFirst))
                .orElse("it is allowed");
    }

    private void withheld(OutcomeBook.Entry entry) {
        entry.meant()
                .refusal()
                .ifPresent(reason -> line(1, "Why not: " + PlainWords.reason(reason.name(), reasonTexts) + "."));
        for (OutcomeBook.Gone gone : entry.dropped()) {
            // The detail is for those who look after the system; the JSON form has it.
            line(1, "Why not: " + PlainWords.reason(gone.reason().name(), reasonTexts) + ".");
        }
    }

    private void message(StepExplanation.Written written) {
        ReadyMessage message = written.message();
        Bundle bundle = message.bundle();
        Contact contact = bundle.contact();
        SendSlot slot = message.slot();
        line(
                1,
                "A" + (PlainWords.channel(contact.channel()).matches("[aeiou].*") ? "n " : " ")
                        + PlainWords.channel(contact.channel()) + " to " + bundle.recipientId() + ", in "
                        + PlainWords.language(contact.variant().language())
                        + (contact.variant().style().isEmpty()
                                ? ""
                                : " (" + contact.variant().style() + ")") + ", "
                        + PlainWords.instant(slot.at(), slot.zone()) + ".");
        if (message.time().notes().isEmpty()) {
            line(2, "It goes out as soon as it may.");
        }
        for (TimeNote note : message.time().notes()) {
            line(2, "Why then: " + PlainWords.moved(note, titles) + ".");
        }
        message.time()
                .planned()
                .ifPresent(planned -> line(
                        2,
                        "It is planned together with all others: number " + planned.rank() + " of the "
                                + PlainWords.count(planned.allowed(), "time", "times") + " that it may have, by "
                                + (planned.ownHours()
                                        ? "the recipient's own hours."
                                        : "the population's hours, because nothing is known of the recipient's.")));
        if (bundle.members().size() > 1) {
            line(2, "It is about " + bundle.members().size() + " people at once.");
        }
        if (!written.record().categories().isEmpty()) {
            line(
                    2,
                    "It reveals to its reader: "
                            + written.record().categories().stream()
                                    .sorted()
                                    .map(this::category)
                                    .distinct()
                                    .collect(Collectors.joining("; "))
                            + ".");
        }
    }

    /** Returns what falls under a category, in the words of the catalogue. */
    private String category(String id) {
        return setting.programme()
                .catalogue()
                .category(id)
                .map(DataCategory::description)
                .filter(description -> !description.isEmpty())
                .orElse(id);
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }
}
