package org.tidings.benchmarks.segmentation;

import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.core.EventStream;
import org.tidings.core.Schema;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/**
 * A rule as an engineer would write it by hand for one schema and one day: the limit of what a compiler of rules can
 * reach. It reads the same slots as the compiled rule.
 */
interface HandWrittenRule {
    /** Returns whether the rule is true for a person. */
    boolean matches(SlotProfile person);

    /** Returns the last day of birth of those who have reached an age on a day. */
    private static long lastBirthDay(LocalDate today, int months) {
        LocalDate day = today.minusMonths(months);
        while (!day.plusDays(1).plusMonths(months).isAfter(today)) {
            day = day.plusDays(1);
        }
        return day.toEpochDay();
    }

    private static Attribute attribute(Schema schema, String name) {
        return schema.attribute(name).orElseThrow();
    }

    /** Adults who live in one of four towns and want to be reached by day, by text message or e-mail. */
    final class ReachableAdults implements HandWrittenRule {
        private static final Set<String> CITIES = Set.of("Boston", "Worcester", "Cambridge", "Lowell");

        private final long today;
        private final long lastBirthDay;
        private final Attribute birth;
        private final Attribute death;
        private final Attribute city;
        private final Attribute restricted;
        private final Attribute mobile;
        private final Attribute email;
        private final Attribute window;
        private final Attribute channel;

        ReachableAdults(Schema schema, LocalDate today) {
            this.today = today.toEpochDay();
            this.lastBirthDay = lastBirthDay(today, 216);
            this.birth = attribute(schema, "birthDate");
            this.death = attribute(schema, "deathDate");
            this.city = attribute(schema, "city");
            this.restricted = attribute(schema, "contactRestricted");
            this.mobile = attribute(schema, "mobile");
            this.email = attribute(schema, "email");
            this.window = attribute(schema, "sendWindow");
            this.channel = attribute(schema, "preferredChannel");
        }

        @Override
        public boolean matches(SlotProfile person) {
            return person.isPresent(birth.slot())
                    && person.primitive(birth.index()) <= lastBirthDay
                    && (!person.isPresent(death.slot()) || person.primitive(death.index()) > today)
                    && person.isPresent(city.slot())
                    && CITIES.contains(person.text(city.index()))
                    && !(person.isPresent(restricted.slot()) && person.primitive(restricted.index()) != 0)
                    && (person.isPresent(mobile.slot()) || person.isPresent(email.slot()))
                    && person.isPresent(window.slot())
                    && person.text(window.index()).equals("default")
                    && person.isPresent(channel.slot())
                    && (person.text(channel.index()).equals("sms")
                            || person.text(channel.index()).equals("email"));
        }
    }

    /** The living from six months without a dose of the season: {@code fluSeason} of the example. */
    final class FluSeason implements HandWrittenRule {
        private final long today;
        private final long lastBirthDay;
        private final long firstDay = LocalDate.of(2024, 7, 1).toEpochDay();
        private final Attribute birth;
        private final Attribute death;
        private final int stream;
        private final int dayColumn;
        private final int codeColumn;

        FluSeason(Schema schema, LocalDate today) {
            this.today = today.toEpochDay();
            this.lastBirthDay = lastBirthDay(today, 6);
            this.birth = attribute(schema, "birthDate");
            this.death = attribute(schema, "deathDate");
            EventStream immunizations = schema.stream("immunizations").orElseThrow();
            this.stream = immunizations.index();
            this.dayColumn = immunizations.timeColumn();
            this.codeColumn = immunizations.field("cvx").orElseThrow().column();
        }

        @Override
        public boolean matches(SlotProfile person) {
            return person.isPresent(birth.slot())
                    && person.primitive(birth.index()) <= lastBirthDay
                    && (!person.isPresent(death.slot()) || person.primitive(death.index()) > today)
                    && !hasDose(person.events(stream));
        }

        private boolean hasDose(@Nullable EventColumns doses) {
            if (doses == null) {
                return false;
            }
            long[] days = doses.longs(dayColumn);
            String[] codes = doses.texts(codeColumn);
            // The last doses first: those of the season are at the end.
            for (int i = doses.visible(today) - 1; i >= 0 && days[i] >= firstDay; i--) {
                if (codes[i].equals("140")) {
                    return true;
                }
            }
            return false;
        }
    }
}
