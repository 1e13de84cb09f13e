package org.tidings.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run came to, in numbers. Holds no personal data beyond counts.
 *
 * @param programme id of the programme
 * @param version version of the programme
 * @param at instant for which the programme was evaluated
 * @param zone zone of the agency
 * @param people number of people who were looked at
 * @param held people who were not, because something about them could not be read, by code of the reason
 * @param steps the steps of the campaigns, in the programme's order
 * @param reasonTexts what reasons of the programme file mean, by name, where the file says it
 * @param handedOver messages handed over by this run
 * @param handedOverBefore messages that an earlier run into the same folder had handed over
 * @param unknown messages of which nobody knows whether the carrier took them
 * @param exceptions mandatory notices that did not go out, by person and recipient; they stand in {@code exceptions.csv}
 * @param recordsHash hash of the last line of the decision records; see {@link RecordChain}
 * @param withheldHash hash of the last line of the withheld records
 */
public record RunSummary(
        String programme,
        int version,
        Instant at,
        ZoneId zone,
        int people,
        SortedMap<String, Integer> held,
        List<Step> steps,
        SortedMap<String, String> reasonTexts,
        int handedOver,
        int handedOverBefore,
        int unknown,
        int exceptions,
        String recordsHash,
        String withheldHash) {

    /** Copies the collections. */
    public RunSummary {
        held = Collections.unmodifiableSortedMap(new TreeMap<>(held));
        steps = List.copyOf(steps);
        reasonTexts = Collections.unmodifiableSortedMap(new TreeMap<>(reasonTexts));
    }

    /** Returns the number of people who were not looked at. */
    public int heldPeople() {
        return held.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns the number of people in the data: those who were looked at, and those who were not. */
    public int population() {
        return people + heldPeople();
    }

    /** Returns the number of messages of all steps. */
    public int messages() {
        return steps.stream().mapToInt(Step::messages).sum();
    }

    /** Returns the text that a communications officer reads. */
    public String text() {
        return SummaryText.of(this);
    }

    /** Returns the JSON form. */
    public String json() {
        return SummaryText.json(this);
    }

    /**
     * One step of a campaign. {@code notInSegment + undecided + reached + withheld} is {@link RunSummary#people}.
     *
     * @param label campaign, with its step where it has several
     * @param title what the campaign is about
     * @param purpose id of the purpose
     * @param notInSegment people for whom the segment's rule is false
     * @param undecided people for whom it cannot be decided, because something is not known
     * @param reached people about whom at least one message goes out
     * @param withheld people who are meant and about whom none goes out
     * @param reasons withheld (person, recipient) pairs by name of the reason
     * @param closed of the pairs without a usable channel, how many met each obstacle: the code of a consent decision in
     *     capitals, or the verdict on a channel; a pair with several counts under each
     * @param messages number of messages
     * @param byChannel messages by channel
     * @param byVariant messages by language and style, such as {@code en/plain}
     * @param bundled messages about more than one person
     * @param largestBundle most people in one message
     * @param moved messages by name of the reason for which they do not go out at the first instant asked for
     * @param byDay messages by local day of sending
     */
    public record Step(
            String label,
            String title,
            String purpose,
            int notInSegment,
            int undecided,
            int reached,
            int withheld,
            SortedMap<String, Integer> reasons,
            SortedMap<String, Integer> closed,
            int messages,
            SortedMap<String, Integer> byChannel,
            SortedMap<String, Integer> byVariant,
            int bundled,
            int largestBundle,
            SortedMap<String, Integer> moved,
            SortedMap<LocalDate, Integer> byDay) {
        /** Copies the collections. */
        public Step {
            reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
            closed = Collections.unmodifiableSortedMap(new TreeMap<>(closed));
            byChannel = Collections.unmodifiableSortedMap(new TreeMap<>(byChannel));
            byVariant = Collections.unmodifiableSortedMap(new TreeMap<>(byVariant));
            moved = Collections.unmodifiableSortedMap(new TreeMap<>(moved));
            byDay = Collections.unmodifiableSortedMap(new TreeMap<>(byDay));
        }

        /** Returns the number of people in the segment. */
        public int inSegment() {
            return reached + withheld;
        }
    }
}
