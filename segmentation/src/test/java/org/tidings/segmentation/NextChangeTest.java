package org.tidings.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.core.EvaluationContext;
import org.tidings.core.LeapDay;
import org.tidings.core.Profile;
import org.tidings.core.SourceText;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.internal.Printer;
import org.tidings.testkit.Gen;
import org.tidings.testkit.Property;
import org.tidings.testkit.Source;

class NextChangeTest {
    private static final LocalDate BIRTH = LocalDate.of(1960, 2, 29);

    private static final Profile PERSON = People.person(
            "birthDate", BIRTH,
            "deathDate", LocalDate.of(2040, 5, 6),
            "lastLogin", Instant.parse("2024-09-30T10:00:00.123456Z"),
            "signedUp", Instant.parse("2024-11-03T05:30:00Z"),
            "children", 2L,
            "immunizations", List.of(People.dose("140", "2024-09-20"), People.dose("20", "2024-12-24")),
            "appointments",
                    List.of(
                            People.appointment("2024-09-30T20:00:00Z", "kind", "no-show"),
                            People.appointment("2024-11-20T15:30:00Z", "kind", "visit")));

    private static Optional<NextChange> next(String rule, Profile person, EvaluationContext context, LeapDay leapDay) {
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .rules(People.text("segment it = " + rule))
                .leapDay(leapDay)
                .build();
        return rulebook.bind(context)
                .nextChangeAt(person, rulebook.segment("it").orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            age(birthDate) >= 65                                         | 2025-02-28T05:00:00Z
            birthDate + 65 years <= today                                | 2025-02-28T05:00:00Z
            deathDate is missing                                         | 2040-05-06T04:00:00Z
            lastLogin > now - 36 hours                                   | 2024-10-01T22:00:00.123456Z
            signedUp <= now                                              | 2024-11-03T05:30:00Z
            exists(immunizations where cvx = '140' within last 12 days)  | 2024-10-02T04:00:00Z
            exists(immunizations where cvx = '20')                       | 2024-12-24T05:00:00Z
            exists(appointments within 24 hours)                         | 2024-10-01T20:00:00Z
            count(appointments) = 2                                      | 2024-11-20T15:30:00Z
            count(appointments within last 2 days) = 0                   | 2024-10-02T04:00:00Z
            today between date '2024-11-03' and date '2024-11-04'        | 2024-11-03T04:00:00Z
            month(today) = 2 and day(today) = 29                         | 2028-02-29T05:00:00Z
            weekday(today) = 1                                           | 2024-10-07T04:00:00Z
            days_between(date '2024-10-01', today) % 100 = 99            | 2025-01-08T05:00:00Z
            signedUp + 1 months <= now                                   | 2024-12-03T06:30:00Z
            now - 1 months >= signedUp                                   | 2024-12-03T06:00:00Z
            now + 3 months >= signedUp + 6 months                        | 2025-02-03T06:30:00Z
            format(now, 'HH:mm') = '17:31'                               | 2024-10-01T21:31:00Z
            local_date(now + 5 hours) = date '2024-10-02'                | 2024-10-01T23:00:00Z
            """)
    void nextChange_oneRule_isTheInstantOfTheChange(String rule, String instant) {
        Optional<NextChange> next = next(rule, PERSON, People.OCTOBER, LeapDay.LAST_OF_MONTH);

        assertThat(next).contains(new NextChange(Instant.parse(instant), true));
    }

    @Test
    void nextChange_otherLeapDayPolicy_movesTheBirthday() {
        Optional<NextChange> next = next("age(birthDate) >= 65", PERSON, People.OCTOBER, LeapDay.FIRST_OF_NEXT_MONTH);

        assertThat(next).contains(new NextChange(Instant.parse("2025-03-01T05:00:00Z"), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            children = 2
            age(birthDate) >= 18
            today > date '2024-01-01'
            city = 'a' and weekday(today) = 1
            weekday(today) between 1 and 7
            exists(immunizations where cvx = '140')
            today + 99999 years > date '2024-01-01'
            """)
    void nextChange_ruleThatTimeDoesNotChange_isAbsent(String rule) {
        assertThat(next(rule, PERSON, People.OCTOBER, LeapDay.LAST_OF_MONTH)).isEmpty();
    }

    @Test
    void nextChange_ruleThatRepeatsWithoutChange_saysHowFarItLooked() {
        NextChange next = next(
                        "weekday(today) = 1 or weekday(today + 1 days) <> 2",
                        PERSON,
                        People.OCTOBER,
                        LeapDay.LAST_OF_MONTH)
                .orElseThrow();

        assertThat(next.changes()).isFalse();
        assertThat(next.at()).isAfter(Instant.parse("2030-01-01T00:00:00Z"));
    }

    @Test
    void nextChange_clockSetBackOverMidnight_seesTheDayComeTwice() {
        // St John's went from 00:01 back to 23:01 of the day before, on 29 October 2006.
        EvaluationContext context =
                new EvaluationContext(Instant.parse("2006-10-28T12:00:00Z"), ZoneId.of("America/St_Johns"));
        Instant sunday = Instant.parse("2006-10-29T02:30:00Z");

        assertThat(next("today = date '2006-10-29'", PERSON, context, LeapDay.LAST_OF_MONTH))
                .contains(new NextChange(sunday, true));
        assertThat(next(
                        "today = date '2006-10-29'",
                        PERSON,
                        new EvaluationContext(sunday, context.agencyZone()),
                        LeapDay.LAST_OF_MONTH))
                .contains(new NextChange(sunday.plusSeconds(60), true));
    }

    /** A random rule that reads the clock, for one person at one instant. */
    private record Case(
            String rules, LeapDay leapDay, EvaluationContext context, Profile person, List<Instant> samples) {}

    private static final List<String> TEMPORAL = List.of(
            "now - 1 months >= signedUp",
            "now + 2 months between lastLogin + 3 months and signedUp + 30 weeks",
            "signedUp + 1 months <= now and now <= signedUp + 2 months",
            "local_date(now - 3 hours) > local_date(signedUp)",
            "count(appointments where kept within 30 hours) >= 1",
            "count(appointments where until >= today) = 1",
            "exists(appointments where at + 2 days <= now and until + 1 months > today)",
            "last(appointments.until) + 6 months <= today",
            "max(immunizations.day) + 28 days <= today",
            "sum(appointments.minutes within last 3 weeks) > 30",
            "day(today) = 31 and month(today) <> 12",
            "days_between(birthDate, today) % 7 = 3",
            "case when age(birthDate) < 18 then 'a' when lastLogin is known then city else 'b' end = 'a'",
            "coalesce(deathDate, today + 1 days) > today",
            "format(now, 'HH') = '10' and weekday(today) in (1, 3)",
            "least(lastLogin + 10 days, signedUp) < now",
            "(deathDate > today) is unknown",
            "abs(months_between(birthDate, today) - 600) <= 3");

    private static Case make(Source source) {
        PersonGen people = new PersonGen(source);
        EvaluationContext context = source.chance(0.2)
                ? new EvaluationContext(
                        source.instantNearClockChange(ZoneId.of("America/St_Johns"))
                                .truncatedTo(ChronoUnit.MICROS),
                        ZoneId.of("America/St_Johns"))
                : people.context();
        String drawn = source.chance(0.5)
                ? source.pick(TEMPORAL)
                : Printer.print(new RuleGen(source, List.of()).of(Type.BOOL, 1 + source.size() / 20));
        String rule = source.chance(0.5)
                ? drawn
                : "(" + drawn + ") " + (source.bool() ? "and not (" : "or (") + source.pick(TEMPORAL) + ")";
        Profile person = people.person(context);
        List<Instant> samples = new ArrayList<>();
        LocalDate today = context.today();
        for (int day = 0; day < 200; day++) {
            samples.add(today.plusDays(day).atStartOfDay(context.agencyZone()).toInstant());
        }
        for (int i = 0; i < 100; i++) {
            samples.add(context.instant().plusSeconds(source.intBetween(1, 4_000_000)));
            samples.add(today.plusDays(source.intBetween(1, 12_000))
                    .atStartOfDay(context.agencyZone())
                    .toInstant());
        }
        return new Case("segment it = " + rule, source.pick(LeapDay.class), context, person, samples);
    }

    @Test
    void nextChange_anyRuleAndPerson_changesThereAndNowhereBefore() {
        Property.forAll((Gen<Case>) NextChangeTest::make).withTries(600).check(NextChangeTest::agrees);
    }

    private static void agrees(Case example) {
        Rulebook rulebook = Rulebook.builder(People.SCHEMA)
                .rules(new SourceText("random.rules", example.rules()))
                .leapDay(example.leapDay())
                .build();
        Segment segment = rulebook.segment("it").orElseThrow();
        boolean member = isMember(example, segment, example.context().instant());

        Optional<NextChange> next = rulebook.bind(example.context()).nextChangeAt(example.person(), segment);

        Instant end = next.map(NextChange::at).orElse(Instant.MAX);
        for (Instant sample : example.samples()) {
            if (sample.isAfter(example.context().instant()) && sample.isBefore(end)) {
                assertThat(isMember(example, segment, sample))
                        .as("at " + sample)
                        .isEqualTo(member);
            }
        }
        if (next.isPresent()) {
            assertThat(isMember(example, segment, end.minus(1, ChronoUnit.MICROS)))
                    .as("before " + end)
                    .isEqualTo(member);
            if (next.get().changes()) {
                assertThat(isMember(example, segment, end)).as("at " + end).isNotEqualTo(member);
            }
        }
    }

    private static boolean isMember(Case example, Segment segment, Instant at) {
        EvaluationContext context = new EvaluationContext(at, example.context().agencyZone());
        NaiveEvaluator oracle = new NaiveEvaluator(context, example.leapDay(), SlotProfile.of(example.person()));
        return Boolean.TRUE.equals(oracle.value(segment.condition()));
    }
}
