package org.tidings.segmentation;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An experiment: variants, people who are kept out of every experiment, and a group of experiments that exclude each
 * other. Immutable.
 *
 * <pre>
 * Split winter = Split.of("winter-2026", Map.of("reminder-text", 5_000, "reminder-hour", 5_000));
 * Experiment experiment = Experiment.of("reminder-text", Map.of("control", 5_000, "friendly", 5_000))
 *     .inGroup(winter)
 *     .withHoldout(Split.of("holdout-2026", Map.of("holdout", 1_000)));
 * Optional&lt;String&gt; variant = experiment.variantOf("person-42");
 * </pre>
 */
public final class Experiment {
    private final String name;
    private final Split variants;
    private final Optional<Split> group;
    private final Optional<Split> holdout;

    private Experiment(String name, Split variants, Optional<Split> group, Optional<Split> holdout) {
        this.name = name;
        this.variants = variants;
        this.group = group;
        this.holdout = holdout;
    }

    /**
     * Returns an experiment whose name is its salt.
     *
     * @param weights points of each variant; see {@link Split#of}
     */
    public static Experiment of(String name, Map<String, Integer> weights) {
        return of(name, Split.of(name, weights));
    }

    /** Returns an experiment whose variants are the parts of a split. */
    public static Experiment of(String name, Split variants) {
        return new Experiment(Objects.requireNonNull(name, "name"), variants, Optional.empty(), Optional.empty());
    }

    /**
     * Returns the experiment for the people of a group's part of the same name only.
     *
     * @throws IllegalArgumentException if the group has no such part, or the salt of the variants
     * @throws IllegalStateException if it is in a group already
     */
    public Experiment inGroup(Split wanted) {
        if (group.isPresent()) {
            throw new IllegalStateException("experiment '" + name + "' is in a group already");
        }
        if (!wanted.weights().containsKey(name)) {
            throw new IllegalArgumentException("group '" + wanted.salt() + "' has no part '" + name + "'");
        }
        checkSalt(wanted);
        return new Experiment(name, variants, Optional.of(wanted), holdout);
    }

    /**
     * Returns the experiment without the people who are in any part of a holdout.
     *
     * @throws IllegalArgumentException if the holdout has the salt of the variants
     * @throws IllegalStateException if it has a holdout already
     */
    public Experiment withHoldout(Split wanted) {
        if (holdout.isPresent()) {
            throw new IllegalStateException("experiment '" + name + "' has a holdout already");
        }
        checkSalt(wanted);
        return new Experiment(name, variants, group, Optional.of(wanted));
    }

    private void checkSalt(Split other) {
        if (other.salt().equals(variants.salt())) {
            throw new IllegalArgumentException(
                    "the salt '" + other.salt() + "' is that of the variants; they would not be independent");
        }
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the split of the variants. */
    public Split variants() {
        return variants;
    }

    /** Returns a person's variant, or nothing if the person takes no part. */
    public Optional<String> variantOf(String personId) {
        boolean kept = holdout.isPresent() && holdout.get().of(personId).isPresent();
        boolean elsewhere = group.isPresent() && !group.get().isIn(name, personId);
        return kept || elsewhere ? Optional.empty() : variants.of(personId);
    }
}
