package org.tidings.benchmarks.segmentation;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.core.ProfileBuilder;
import org.tidings.core.Schema;
import org.tidings.core.SchemaBuilder;
import org.tidings.core.ValueType;
import org.tidings.segmentation.Population;
import org.tidings.segmentation.PopulationBuilder;

/**
 * People with the twenty attributes that an agency's file has: seven texts, three dates, an instant, three whole numbers,
 * an amount of money in cents, four yes or no and a set. Made from a seed; some values are missing.
 */
final class BulkPeople {
    static final EvaluationContext CONTEXT =
            new EvaluationContext(Instant.parse("2024-10-01T13:00:00Z"), ZoneId.of("America/New_York"));

    private static final long SEED = 20_241_001L;
    private static final int TODAY = (int) LocalDate.of(2024, 10, 1).toEpochDay();

    private final Map<String, BulkColumn> columns = new LinkedHashMap<>();
    private final BulkVisits visits;
    private final Random random = new Random(SEED);
    private final int count;

    private BulkPeople(int count, BulkVisits visits) {
        this.count = count;
        this.visits = visits;
    }

    /** Makes the number of the value of a person. */
    private interface Draw {
        int next(Random random);
    }

    static BulkPeople of(int count) {
        return of(count, BulkVisits.none(count));
    }

    /** Returns people with up to eight visits each, three on average. */
    static BulkPeople withVisits(int count) {
        return of(count, BulkVisits.of(count, TODAY));
    }

    private static BulkPeople of(int count, BulkVisits visits) {
        BulkPeople people = new BulkPeople(count, visits);
        people.add("birthDate", ValueType.DATE, 2, r -> TODAY - r.nextInt(95 * 365));
        people.add("registered", ValueType.DATE, 0, r -> TODAY - (int) (r.nextDouble() * r.nextDouble() * 4_000));
        people.add("lastVisit", ValueType.DATE, 30, r -> TODAY - (int) (r.nextDouble() * r.nextDouble() * 1_500));
        people.add(
                "lastLogin",
                ValueType.INSTANT,
                40,
                r -> 86_000_000 - (int) (r.nextDouble() * r.nextDouble() * 60_000_000));
        people.texts("city", 351, 1, 2.0);
        people.texts("residency", 5, 0, 2.0);
        people.texts("language", 24, 10, 4.0);
        people.texts("channel", 5, 20, 1.0);
        people.texts("gender", 4, 5, 1.5);
        people.texts("insurance", 7, 15, 1.0);
        people.texts("school", 180, 60, 1.0);
        people.add("household", ValueType.INTEGER, 8, r -> 1 + (int) (r.nextDouble() * r.nextDouble() * 10));
        people.add("children", ValueType.INTEGER, 8, r -> (int) (r.nextDouble() * r.nextDouble() * 7));
        people.add("income", ValueType.INTEGER, 25, r -> 500 * (int) (r.nextDouble() * r.nextDouble() * 400));
        people.add("balance", ValueType.NUMBER, 10, r -> (int) (r.nextDouble() * r.nextDouble() * 100_000));
        people.add("employed", ValueType.BOOL, 12, r -> r.nextInt(10) < 6 ? 1 : 0);
        people.add("veteran", ValueType.BOOL, 5, r -> r.nextInt(10) < 1 ? 1 : 0);
        people.add("disabled", ValueType.BOOL, 25, r -> r.nextInt(10) < 2 ? 1 : 0);
        people.add("owner", ValueType.BOOL, 15, r -> r.nextInt(2));
        List<String> interests = names("topic", 12);
        people.column("interests", ValueType.TEXT_SET, interests, 20, BulkPeople::twoTopics);
        return people;
    }

    /** Returns the bits of one or two of twelve. */
    private static int twoTopics(Random random) {
        int bits = 1 << random.nextInt(12);
        return bits | (1 << random.nextInt(12));
    }

    private void texts(String name, int different, int missingPercent, double skew) {
        column(name, ValueType.TEXT, names(name, different), missingPercent, r ->
                (int) (Math.pow(r.nextDouble(), skew) * different));
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format(Locale.ROOT, "%s %03d", prefix, i))
                .toList();
    }

    private void add(String name, ValueType type, int missingPercent, Draw draw) {
        column(name, type, List.of(), missingPercent, draw);
    }

    private void column(String name, ValueType type, List<String> texts, int missingPercent, Draw draw) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(100) < missingPercent ? BulkColumn.MISSING : draw.next(random);
        }
        columns.put(name, new BulkColumn(name, type, texts, values));
    }

    int count() {
        return count;
    }

    List<BulkColumn> columns() {
        return new ArrayList<>(columns.values());
    }

    BulkVisits visits() {
        return visits;
    }

    BulkColumn column(String name) {
        BulkColumn column = columns.get(name);
        if (column == null) {
            throw new IllegalArgumentException("no column " + name);
        }
        return column;
    }

    Schema schema() {
        SchemaBuilder builder = Schema.builder("bulk", 1);
        columns.values().forEach(column -> builder.attribute(column.name(), column.type(), "data." + column.name()));
        BulkVisits.describe(builder);
        return builder.build();
    }

    /** Builds the population through profiles, as a user would. */
    Population population() {
        Schema schema = schema();
        PopulationBuilder builder = Population.builder(schema);
        for (int i = 0; i < count; i++) {
            builder.add(profile(schema, i));
        }
        return builder.build();
    }

    Profile profile(Schema schema, int person) {
        ProfileBuilder profile = Profile.builder(schema, "person-" + person);
        for (BulkColumn column : columns.values()) {
            if (!column.isMissing(person)) {
                profile.set(column.name(), column.value(person));
            }
        }
        visits.addTo(profile, person);
        return profile.build();
    }
}
