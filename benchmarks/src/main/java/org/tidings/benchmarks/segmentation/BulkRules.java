package org.tidings.benchmarks.segmentation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tidings.benchmarks.segmentation.BulkPredicate.All;
import org.tidings.benchmarks.segmentation.BulkPredicate.Any;
import org.tidings.benchmarks.segmentation.BulkPredicate.Between;
import org.tidings.benchmarks.segmentation.BulkPredicate.Fails;
import org.tidings.benchmarks.segmentation.BulkPredicate.HasAny;
import org.tidings.benchmarks.segmentation.BulkPredicate.Known;
import org.tidings.benchmarks.segmentation.BulkPredicate.OneOf;

/**
 * Rules over {@link BulkPeople}, made from a seed: three to eight tests of different columns, a quarter of them in a disjunction of two, one in
 * seven negated. Bounds come from the values that people write: ages, round sums, periods.
 */
final class BulkRules {
    private static final long SEED = 100L;
    private static final int MAX = Integer.MAX_VALUE;
    private static final int MIN = Integer.MIN_VALUE + 1;

    private final BulkPeople people;
    private final Random random = new Random(SEED);
    private final Set<String> used = new HashSet<>();
    private final LocalDate today = BulkPeople.CONTEXT.today();

    /** A rule in the rule language, and as a tree. */
    record Written(String text, BulkPredicate predicate) {}

    private BulkRules(BulkPeople people) {
        this.people = people;
    }

    static List<Written> of(BulkPeople people, int count) {
        BulkRules rules = new BulkRules(people);
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            written.add(rules.rule());
        }
        return written;
    }

    /** Returns rules of one question about visits, one in four negated, and two or three tests of columns. */
    static List<Written> withVisits(BulkPeople people, int count) {
        BulkRules rules = new BulkRules(people);
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rules.used.clear();
            List<Written> parts = new ArrayList<>(List.of(rules.test(), rules.test()));
            if (rules.random.nextBoolean()) {
                parts.add(rules.test());
            }
            parts.add(rules.visits());
            written.add(new Written(
                    String.join(" and ", parts.stream().map(Written::text).toList()),
                    new All(parts.stream().map(Written::predicate).toList())));
        }
        return written;
    }

    private Written visits() {
        TreeSet<Integer> kinds = new TreeSet<>(List.of(random.nextInt(12)));
        if (random.nextBoolean()) {
            kinds.add(random.nextInt(12));
        }
        int days = pick(30, 90, 180, 365, 730);
        int least = pick(1, 1, 1, 2);
        String where = kinds.stream()
                .map(kind -> "'" + BulkVisits.KINDS.get(kind) + "'")
                .collect(Collectors.joining(", ", "visits where kind in (", ") within last " + days + " days"));
        String text = least == 1 ? "exists(" + where + ")" : "count(" + where + ") >= " + least;
        // The day so many days ago is not within the last days.
        int firstDay = (int) today.toEpochDay() - days + 1;
        BulkPredicate.Test test = new BulkPredicate.Visited(firstDay, List.copyOf(kinds), least);
        return random.nextInt(4) == 0 ? new Written("not (" + text + ")", new Fails(test)) : new Written(text, test);
    }

    private Written rule() {
        used.clear();
        List<String> texts = new ArrayList<>();
        List<BulkPredicate> operands = new ArrayList<>();
        for (int left = 3 + random.nextInt(6); left > 0; left--) {
            Written next = test();
            if (random.nextInt(8) == 0 && left > 1) {
                Written other = test();
                next = new Written(
                        "(" + next.text() + " or " + other.text() + ")",
                        new Any(List.of(next.predicate(), other.predicate())));
                left--;
            }
            texts.add(next.text());
            operands.add(next.predicate());
        }
        return new Written(String.join(" and ", texts), new All(operands));
    }

    /** Returns a test of a column that the rule does not test yet. */
    private Written test() {
        Written test = plainTest();
        while (!used.add(((BulkPredicate.Test) test.predicate()).column())) {
            test = plainTest();
        }
        return random.nextInt(7) == 0 && test.predicate() instanceof BulkPredicate.Test tested
                ? new Written("not (" + test.text() + ")", new Fails(tested))
                : test;
    }

    private Written plainTest() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> age();
            case 2 -> since(random.nextBoolean() ? "registered" : "lastVisit");
            case 3 -> login();
            case 4 -> oneOf("city", 1 + random.nextInt(6));
            case 5 -> oneOf(pick("residency", "channel", "gender", "insurance"), 1 + random.nextInt(2));
            case 6 -> oneOf(pick("language", "school"), 1 + random.nextInt(3));
            case 7 -> atLeast(pick("household", "children"), 1 + random.nextInt(4));
            case 8 -> income();
            case 9 -> balance();
            case 10 -> flag(pick("employed", "veteran", "disabled", "owner"));
            default -> random.nextInt(3) == 0 ? known(pick("school", "lastLogin", "income")) : interests();
        };
    }

    private String pick(String... names) {
        return names[random.nextInt(names.length)];
    }

    private int pick(int... numbers) {
        return numbers[random.nextInt(numbers.length)];
    }

    /** Born on a day from which so many full years have passed. */
    private int lastBirthDay(int years) {
        LocalDate day = today.minusYears(years).plusDays(2);
        while (day.plusYears(years).isAfter(today)) {
            day = day.minusDays(1);
        }
        return (int) day.toEpochDay();
    }

    private Written age() {
        int years = pick(6, 12, 16, 18, 21, 25, 30, 40, 50, 60, 65, 70, 75, 80);
        if (random.nextBoolean()) {
            return new Written("age(birthDate) >= " + years, new Between("birthDate", MIN, lastBirthDay(years)));
        }
        int span = pick(5, 10, 20);
        return new Written(
                "age(birthDate) between " + years + " and " + (years + span),
                new Between("birthDate", lastBirthDay(years + span + 1) + 1, lastBirthDay(years)));
    }

    private Written since(String column) {
        int days = pick(7, 14, 30, 60, 90, 180, 365, 730);
        int day = (int) today.toEpochDay() - days;
        return random.nextInt(3) > 0
                ? new Written(column + " > today - " + days + " days", new Between(column, day + 1, MAX))
                : new Written(column + " <= today - " + days + " days", new Between(column, MIN, day));
    }

    private Written login() {
        int hours = pick(24, 72, 168, 720, 2_160);
        int second = (int) (BulkPeople.CONTEXT.instant().getEpochSecond() - BulkColumn.EPOCH.getEpochSecond())
                - hours * 3_600;
        return new Written("lastLogin >= now - " + hours + " hours", new Between("lastLogin", second, MAX));
    }

    private Written oneOf(String column, int count) {
        List<String> texts = people.column(column).texts();
        TreeSet<Integer> numbers = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            numbers.add((int) (random.nextDouble() * random.nextDouble() * texts.size()));
        }
        List<String> names =
                numbers.stream().map(number -> "'" + texts.get(number) + "'").toList();
        return new Written(
                names.size() == 1 ? column + " = " + names.get(0) : column + " in (" + String.join(", ", names) + ")",
                new OneOf(column, List.copyOf(numbers)));
    }

    private Written atLeast(String column, int number) {
        return new Written(column + " >= " + number, new Between(column, number, MAX));
    }

    private Written income() {
        int high = pick(10_000, 15_000, 20_000, 25_000, 30_000, 35_000, 40_000, 45_000, 50_000, 75_000, 100_000);
        return random.nextInt(3) > 0
                ? new Written("income < " + high, new Between("income", MIN, high - 1))
                : new Written("income between " + high / 2 + " and " + high, new Between("income", high / 2, high));
    }

    private Written balance() {
        int cents = pick(100, 1_000, 2_500, 5_000, 9_999, 25_000, 50_000);
        return new Written(
                String.format(Locale.ROOT, "balance >= %d.%02d", cents / 100, cents % 100),
                new Between("balance", cents, MAX));
    }

    private Written flag(String column) {
        return random.nextBoolean()
                ? new Written(column, new Between(column, 1, 1))
                : new Written(column + " = false", new Between(column, 0, 0));
    }

    private Written known(String column) {
        return new Written(column + " is known", new Known(column));
    }

    private Written interests() {
        List<String> texts = people.column("interests").texts();
        int one = random.nextInt(texts.size());
        int other = random.nextInt(texts.size());
        return new Written(
                "interests has any ('" + texts.get(one) + "', '" + texts.get(other) + "')",
                new HasAny("interests", 1 << one | 1 << other));
    }
}
