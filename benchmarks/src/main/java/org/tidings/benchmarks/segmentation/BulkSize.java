package org.tidings.benchmarks.segmentation;

import java.util.List;
import java.util.Locale;
import org.tidings.segmentation.Population;

/** Prints what the population of {@link BulkBenchmark} takes, and what its rules are made of. */
final class BulkSize {
    private BulkSize() {}

    /** Takes the number of people. */
    public static void main(String[] args) {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        BulkPeople people = BulkPeople.of(count);
        Population population = people.population();
        List<BulkRules.Written> rules = BulkRules.of(people, 100);
        System.out.printf(
                Locale.ROOT,
                "%,d people, %d attributes: %.2f bytes per person, and %.2f of ids; 100 rules with %d different of %d tests%n",
                count,
                people.columns().size(),
                population.attributeBytes() / (double) count,
                population.idBytes() / (double) count,
                rules.stream()
                        .flatMap(rule -> tests(rule.predicate()).stream())
                        .distinct()
                        .count(),
                rules.stream().mapToLong(rule -> tests(rule.predicate()).size()).sum());
        rules.stream().limit(5).forEach(rule -> System.out.println(rule.text()));
    }

    private static List<BulkPredicate> tests(BulkPredicate predicate) {
        if (predicate instanceof BulkPredicate.All all) {
            return all.operands().stream()
                    .flatMap(operand -> tests(operand).stream())
                    .toList();
        } else if (predicate instanceof BulkPredicate.Any any) {
            return any.operands().stream()
                    .flatMap(operand -> tests(operand).stream())
                    .toList();
        }
        return List.of(predicate);
    }
}
