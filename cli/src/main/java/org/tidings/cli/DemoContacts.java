package org.tidings.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.tidings.core.Channel;

/** Makes the ways to reach the people of the demo population, and what they have said yes and no to. */
final class DemoContacts {
    private static final List<Channel> OPT_IN = List.of(Channel.SMS, Channel.EMAIL, Channel.PUSH);
    private static final Instant FIRST_EVENT = Instant.parse("2020-01-01T00:00:00Z");
    private static final int FAR_AHEAD_DAYS = 1_000;
    private static final String GRANTED = "granted";
    private static final String DENIED = "denied";
    private static final String WITHDRAWN = "withdrawn";

    private final DemoMaterial material;
    private final DemoChance chance;
    private final List<Instant> decisive = new ArrayList<>();
    private final DemoTable contacts = new DemoTable(
            "derived_contacts",
            "person_id",
            "preferred_language",
            "easy_language",
            "preferred_channel",
            "mobile",
            "email",
            "has_app",
            "timezone",
            "send_window",
            "contact_restricted");
    private final DemoTable consents =
            new DemoTable("derived_consents", "person_id", "purpose", "channel", "event", "at", "expires_on");

    DemoContacts(DemoMaterial material, DemoChance chance) {
        this.material = material;
        this.chance = chance;
        decisive.add(material.reference());
        material.stepDays()
                .forEach(day ->
                        decisive.add(day.atStartOfDay(material.agencyZone()).toInstant()));
    }

    List<DemoTable> tables() {
        return List.of(contacts, consents);
    }

    void add(DemoPerson person) {
        if (chance.perMille(4)) {
            return;
        }
        boolean unreachable = chance.perMille(30);
        String number = String.format(Locale.ROOT, "%07d", chance.below(10_000_000));
        String mobile = unreachable || chance.perMille(150) ? "" : "+1555" + number;
        String email = unreachable || chance.perMille(260) ? "" : "resident." + number + "@mail.example.org";
        if (chance.perMille(40)) {
            email = chance.pick(material.brokenEmails());
        }
        contacts.add(
                person.id(),
                chance.pick(person.origin().languages()),
                flag(90),
                preferred(),
                mobile,
                email,
                unreachable ? "0" : flag(320),
                chance.perMille(5) ? "" : person.zone(),
                chance.perMille(140) ? "evening" : "default",
                flag(30));
        for (String purpose : material.purposes()) {
            OPT_IN.forEach(channel -> history(person, purpose, channel));
            letters(person, purpose, unreachable);
        }
    }

    private String flag(int share) {
        return chance.perMille(share) ? "1" : "0";
    }

    private String preferred() {
        return switch (chance.weighted(400, 320, 150, 110, 20)) {
            case 0 -> Channel.SMS.id();
            case 1 -> Channel.EMAIL.id();
            case 2 -> Channel.LETTER.id();
            case 3 -> Channel.PUSH.id();
            default -> "";
        };
    }

    private void letters(DemoPerson person, String purpose, boolean unreachable) {
        if (unreachable) {
            write(person, purpose, Channel.LETTER, Map.of(FIRST_EVENT, DENIED), "");
            return;
        }
        switch (chance.weighted(920, 50, 20, 10)) {
            case 1 -> write(person, purpose, Channel.LETTER, Map.of(before(), DENIED), "");
            case 2 -> write(person, purpose, Channel.LETTER, sequence(GRANTED, WITHDRAWN), "");
            case 3 -> lapsed(person, purpose, Channel.LETTER);
            default -> {
                // Letters need no yes, and most people have said nothing about them.
            }
        }
    }

    private void history(DemoPerson person, String purpose, Channel channel) {
        switch (chance.weighted(130, 500, 100, 90, 50, 40, 40, 30, 20)) {
            case 1 -> write(person, purpose, channel, Map.of(before(), GRANTED), "");
            case 2 -> write(person, purpose, channel, Map.of(before(), DENIED), "");
            case 3 -> write(person, purpose, channel, sequence(GRANTED, WITHDRAWN), "");
            case 4 -> write(person, purpose, channel, sequence(GRANTED, WITHDRAWN, GRANTED), "");
            case 5 -> lapsed(person, purpose, channel);
            case 6 ->
                write(
                        person,
                        purpose,
                        channel,
                        Map.of(before(), GRANTED),
                        decisiveDay().plusDays(FAR_AHEAD_DAYS).toString());
            case 7 -> write(person, purpose, channel, edge(), "");
            case 8 ->
                write(
                        person,
                        purpose,
                        channel,
                        Map.of(FIRST_EVENT, GRANTED),
                        decisiveDay().plusDays(chance.between(-1, 1)).toString());
            default -> {
                // Never asked.
            }
        }
    }

    private Map<Instant, String> sequence(String... events) {
        TreeMap<Instant, String> times = new TreeMap<>();
        while (times.size() < events.length) {
            times.put(anyTime(), "");
        }
        int index = 0;
        for (Map.Entry<Instant, String> entry : times.entrySet()) {
            entry.setValue(events[index]);
            index++;
        }
        return times;
    }

    /** A yes long ago, and a no in the second before, at or after the moment of a decision. */
    private Map<Instant, String> edge() {
        return Map.of(
                FIRST_EVENT,
                GRANTED,
                chance.pick(decisive).plusSeconds(chance.between(-1, 1)),
                chance.perMille(500) ? WITHDRAWN : DENIED);
    }

    private Instant before() {
        return timeUntil(material.reference());
    }

    private Instant anyTime() {
        return timeUntil(material.lastDay().atStartOfDay(material.agencyZone()).toInstant());
    }

    private Instant timeUntil(Instant end) {
        int days = (int) ChronoUnit.DAYS.between(FIRST_EVENT, end);
        return FIRST_EVENT.plus(chance.below(days), ChronoUnit.DAYS).plusSeconds(chance.between(1, 86_399));
    }

    private LocalDate decisiveDay() {
        return LocalDate.ofInstant(chance.pick(decisive), material.agencyZone());
    }

    /** A yes that ran out before the reference day. */
    private void lapsed(DemoPerson person, String purpose, Channel channel) {
        LocalDate last = material.referenceDay().minusDays(2);
        Instant at = timeUntil(last.atStartOfDay(material.agencyZone()).toInstant());
        LocalDate given = LocalDate.ofInstant(at, material.agencyZone());
        write(
                person,
                purpose,
                channel,
                Map.of(at, GRANTED),
                chance.between(given, last).toString());
    }

    private void write(
            DemoPerson person, String purpose, Channel channel, Map<Instant, String> events, String expiresOn) {
        events.forEach((at, event) -> consents.add(
                person.id(), purpose, channel.id(), event, at.toString(), event.equals(GRANTED) ? expiresOn : ""));
    }
}
