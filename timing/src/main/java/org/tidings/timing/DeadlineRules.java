package org.tidings.timing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.core.Channel;
import org.tidings.core.InvalidInputException;
import org.tidings.core.Limits;
import org.tidings.core.Region;
import org.tidings.core.SourceText;
import org.tidings.core.Suggestions;

/**
 * The tables of law that deadlines are counted by: how a period runs, and when what was sent counts as notified, each
 * row with the days between which it is in force and its source. Immutable.
 *
 * <p>The tables are data, because laws change: a JSON file, whose form the guide describes. The library ships one as a
 * default; have a lawyer confirm the rows that you use.
 */
public final class DeadlineRules {
    private static final String DEFAULTS = "default-deadline-rules.json";

    private final String name;
    private final List<DeadlineRule> periods;
    private final List<NotificationRule> notifications;

    DeadlineRules(String name, List<DeadlineRule> periods, List<NotificationRule> notifications) {
        this.name = name;
        this.periods = List.copyOf(periods);
        this.notifications = List.copyOf(notifications);
    }

    /**
     * Returns the rules that the library ships: Regulation (EEC, Euratom) No 1182/71 and German federal law. They are read from
     * the module with each call; keep what it returns.
     */
    public static DeadlineRules defaults() {
        try (InputStream in = DeadlineRules.class.getResourceAsStream(DEFAULTS)) {
            if (in == null) {
                throw new IllegalStateException(DEFAULTS + " is missing in the module");
            }
            return read(new SourceText(DEFAULTS, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads rules from JSON.
     *
     * @throws InvalidInputException with every fault, if there was one
     */
    public static DeadlineRules read(SourceText source) {
        return DeadlineRulesReader.read(source, Limits.defaults());
    }

    /** Returns the name of the tables, for records. */
    public String name() {
        return name;
    }

    /** Returns the names of the rules that periods are counted by, in order. */
    public Set<String> periodRules() {
        Set<String> names = new TreeSet<>();
        periods.forEach(rule -> names.add(rule.name()));
        return Collections.unmodifiableSet(names);
    }

    /** Returns the names of the laws that say when something counts as notified, in order. */
    public Set<String> notificationLaws() {
        Set<String> names = new TreeSet<>();
        notifications.forEach(rule -> names.add(rule.law()));
        return Collections.unmodifiableSet(names);
    }

    DeadlineRule period(String rule, LocalDate day) {
        return periods.stream()
                .filter(row -> row.name().equals(rule) && row.force().holdsOn(day))
                .findFirst()
                .orElseThrow(() -> unknown("rule", rule, periodRules(), "on " + day));
    }

    NotificationRule notification(String law, Channel channel, LocalDate posted, Region place) {
        return notifications.stream()
                .filter(row -> row.law().equals(law)
                        && row.channels().contains(channel)
                        && row.force().holdsOn(posted)
                        && row.fit(place) > 0)
                .max(Comparator.comparingInt(row -> row.fit(place)))
                .orElseThrow(() -> unknown(
                        "law", law, notificationLaws(), "for '" + channel.id() + "' in " + place + " on " + posted));
    }

    private IllegalArgumentException unknown(String what, String asked, Set<String> known, String where) {
        if (known.contains(asked)) {
            return new IllegalArgumentException(
                    "'" + asked + "' of '" + name + "' says nothing " + where + "; no row of it is in force there");
        }
        String hint = Suggestions.didYouMean(asked, known).orElse("known are " + String.join(", ", known));
        return new IllegalArgumentException("There is no " + what + " '" + asked + "' in '" + name + "'; " + hint);
    }
}
