package org.tidings.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.tidings.core.Channel;
import org.tidings.core.DecisionCode;

/** What codes mean, in English words for people who have never seen them. */
final class PlainWords {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    private PlainWords() {}

    static String channel(Channel channel) {
        return switch (channel) {
            case EMAIL -> "e-mail";
            case SMS -> "text message";
            case PUSH -> "app notification";
            case LETTER -> "letter";
            case SOCIAL -> "post";
        };
    }

    static String channels(Channel channel, int count) {
        return count(count) + " " + channel(channel) + (count == 1 ? "" : "s");
    }

    /** Returns a number with commas between the thousands. */
    static String count(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }

    static String count(long number, String one, String many) {
        return count(number) + " " + (number == 1 ? one : many);
    }

    static String day(LocalDate day) {
        return DAY.format(day);
    }

    static String instant(Instant at, ZoneId zone) {
        return DAY.format(at.atZone(zone)) + ", " + TIME.format(at.atZone(zone)) + " (" + zone.getId() + ")";
    }

    /** Returns a reason by its name in files; {@code texts} says what the reasons of the programme file mean. */
    static String reason(String name, Map<String, String> texts) {
        for (ReasonCode code : ReasonCode.values()) {
            if (code.id().equals(name)) {
                return reason(code);
            }
        }
        String text = texts.get(name);
        return text == null ? "the programme bars the recipient: " + name.replace('_', ' ') : "the recipient " + text;
    }

    private static String reason(ReasonCode code) {
        return switch (code) {
            case BARRED -> "the programme bars the recipient";
            case NO_CONSENTED_CHANNEL -> "there is no way to reach the recipient that works and may be used";
            case NO_GUARDIAN -> "somebody else has to be told, and no guardian is on file";
            case RECIPIENT_UNKNOWN -> "the guardian on file is not among the people of this run";
            case NOT_AUTHORISED -> "the guardian may not be told about this";
            case NO_DEADLINE -> "no deadline is known for the person";
            case STEP_PASSED -> "the day of this reminder has passed";
            case HOLDOUT -> "the person is in the group that is left out for comparison";
            case NO_SEND_TIME -> "no allowed time is left";
            case CAPACITY_EXHAUSTED -> "every allowed time is full";
            case LEFT_SEGMENT -> "on the day of sending the message no longer concerns the person";
            case NO_LONGER_USABLE -> "on the day of sending the recipient can no longer be told this way";
            case TEMPLATE_REFUSED -> "the text needs something about the person that is not known or may not be shown";
            case ALREADY_TOLD -> "the recipient was told before";
            case CARRIER_REFUSED -> "the carrier did not take the message";
            case HANDOVER_BROKEN_OFF ->
                "the hand-over was broken off before the carrier was called; running again tries it again";
            case HANDOVER_UNKNOWN -> "it is not known whether the carrier took the message";
            case INTERNAL_ERROR -> "a fault in the software; the record says where";
        };
    }

    /** Returns what moved a message, by the note's form in records. */
    static String moved(String note) {
        int blank = note.indexOf(' ');
        String kind = blank < 0 ? note : note.substring(0, blank);
        String detail = blank < 0 ? "" : note.substring(blank + 1);
        for (TimeNote.Kind known : TimeNote.Kind.values()) {
            if (known.id().equals(kind)) {
                return moved(new TimeNote(known, detail), Map.of());
            }
        }
        return note;
    }

    /** Returns what moved a message; {@code titles} says what the campaigns are about, by their ids. */
    static String moved(TimeNote note, Map<String, String> titles) {
        return switch (note.kind()) {
            case SPACING -> {
                int blank = note.detail().lastIndexOf(' ');
                String gap = duration(Duration.parse(note.detail().substring(blank + 1)));
                String other = note.detail().substring(0, blank);
                yield "at least " + gap + (gap.startsWith("1 ") ? " has" : " have") + " to pass after the message '"
                        + titles.getOrDefault(other, other) + "' to the same recipient";
            }
            case CAP -> {
                String[] parts = note.detail().split(" within ", 2);
                yield "a recipient gets at most " + count(Long.parseLong(parts[0]), "message", "messages") + " in "
                        + duration(Duration.parse(parts[1]));
            }
            case WINDOW -> "the channel is closed at the time that was asked for";
            case HOLIDAY -> "a public holiday lies in between";
            case DEADLINE -> "the next opening comes too late for the deadline, so that it goes out earlier";
            case MODEL -> "a later time suits the recipient better (" + note.detail() + ")";
            case PLAN -> "of the times that have a place left this one suits best (" + note.detail() + ")";
            case BEYOND_CAPACITY -> "it has to go out, so that it does although no place is left";
            case ZONE_UNKNOWN -> "the time zone on file for the recipient does not exist, so that the agency's counts";
        };
    }

    /** Returns a length in the largest unit, of days, hours, minutes and seconds, of which it is a whole number. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds >= 172_800 && seconds % 86_400 == 0) {
            return count(seconds / 86_400, "day", "days");
        }
        if (seconds % 3_600 == 0) {
            return count(seconds / 3_600, "hour", "hours");
        }
        return seconds % 60 == 0 ? count(seconds / 60, "minute", "minutes") : count(seconds, "second", "seconds");
    }

    /** Returns the value of a term of a rule: yes, no or not known for a condition, anything else as it is. */
    static String value(String value) {
        return switch (value) {
            case "true" -> "yes";
            case "false" -> "no";
            case "unknown", "missing" -> "not known";
            default -> value;
        };
    }

    /** Returns the name of a language in English, or the tag where it has none. */
    static String language(String tag) {
        String name = Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH);
        return name.isEmpty() ? tag : name;
    }

    /** Returns what closed a channel, by the form of {@link ChannelTrial#obstacle}. */
    static String obstacle(String name) {
        for (DecisionCode code : DecisionCode.values()) {
            if (code.name().equals(name)) {
                return decision(code, false);
            }
        }
        return switch (ChannelTrial.Verdict.valueOf(name.toUpperCase(Locale.ROOT))) {
            case USABLE -> "the channel can be used";
            case NOT_REACHABLE -> "no address is on file, or it cannot be reached";
            case NOT_PERMITTED, OWN_DATA_NOT_PERMITTED -> "consent does not permit it";
            case NO_TEXT -> "there is no text for the channel";
        };
    }

    /**
     * Returns why consent does or does not permit a message.
     *
     * @param asksFirst whether the purpose may use the channel only after a yes
     */
    static String decision(DecisionCode code, boolean asksFirst) {
        String asked = asksFirst ? ", and the recipient has agreed to it" : ", and the recipient has not objected";
        return switch (code) {
            case CONSENT_VALID -> "the recipient has agreed";
            case PUBLIC_TASK -> "it belongs to a public task" + asked;
            case LEGAL_OBLIGATION -> "a law obliges the agency to send it";
            case VITAL_INTERESTS -> "somebody is in danger";
            case CONTRACT -> "a contract needs it";
            case LEGITIMATE_INTERESTS -> "the agency has a legitimate interest" + asked;
            case NO_CONSENT_RECORDED -> "the recipient has never agreed to it";
            case CONSENT_REFUSED -> "the recipient has said no";
            case CONSENT_WITHDRAWN -> "the recipient has taken back the consent";
            case CONSENT_EXPIRED -> "the consent has run out";
            case CONSENT_NOT_YET_VALID -> "the consent does not count yet";
            case CONSENT_INVALIDATED -> "the notice under which the recipient agreed was faulty";
            case GRANT_BY_INCOMPETENT_ACTOR -> "somebody agreed who could not";
            case GRANT_NOT_DEMONSTRABLE -> "there is no proof of the consent";
            case EXPLICIT_CONSENT_REQUIRED -> "such data need a consent in express words, and there is none";
            case NO_ARTICLE_9_CONDITION -> "no law allows the use of such data for it";
            case CATEGORY_NOT_ALLOWED_FOR_PURPOSE -> "data of this kind are not meant for it";
            case OBJECTION_UPHELD -> "the recipient has objected";
            case EPRIVACY_CONSENT_REQUIRED -> "advertising needs consent first";
            case BASIS_F_NOT_AVAILABLE_TO_PUBLIC_AUTHORITY ->
                "an authority may not rest its tasks on legitimate interests";
            case NO_CONTRACT -> "there is no contract";
            case NO_ACTIVE_INCIDENT, INCIDENT_NOT_ACTIVE -> "nobody is in danger now";
            case CHANNEL_BLOCKED -> "the recipient has stopped this channel, or it cannot be reached";
            case PROCESSING_RESTRICTED -> "the processing of the data is restricted";
            case CHANNEL_NOT_ALLOWED_FOR_PURPOSE -> "messages of this kind may not use this channel";
            case CHANNEL_NOT_CONFIDENTIAL_ENOUGH -> "the channel is not confidential enough for what the message says";
            case INFERENCE_LEAK -> "the message alone would reveal something that must not be shown";
            case RECIPIENT_NOT_AUTHORISED -> "the recipient may not act for this person";
            case MINOR_MUST_BE_REACHED_VIA_GUARDIAN -> "a child is told through the guardians";
            case SUBJECT_DECEASED -> "the person has died";
            case SUBJECT_ERASED -> "the person's data were erased";
            case PURPOSE_NOT_ACTIVE -> "messages of this kind are not sent at this time";
            case PURPOSE_NOT_IN_JURISDICTION -> "messages of this kind are not sent here";
            case UNKNOWN_PURPOSE, UNKNOWN_CHANNEL, UNKNOWN_CATEGORY, UNKNOWN_JURISDICTION, UNKNOWN_BASIS, NO_TIME ->
                "the agency's own terms do not say whether it is allowed";
            case MALFORMED_EVENT -> "a record of consent cannot be understood";
            case STATE_UNAVAILABLE -> "the records of consent cannot be read now";
        };
    }
}
