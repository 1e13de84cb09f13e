package org.tidings.core;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A value of a person together with the categories of personal data that it reveals.
 *
 * <p>The value itself is readable by the Tidings modules only, and {@link #toString()} does not show it, so that logs,
 * exceptions and expression languages cannot leak it.
 */
public final class Labelled {
    private final ValueType type;
    private final Set<String> categories;
    private final Optional<Object> value;

    Labelled(ValueType type, Set<String> categories, Optional<Object> value) {
        this.type = Objects.requireNonNull(type, "type");
        this.categories = Set.copyOf(categories);
        this.value = Objects.requireNonNull(value, "value");
    }

    /** Returns the type of the value. */
    public ValueType type() {
        return type;
    }

    /** Returns the categories of personal data that the value reveals. */
    public Set<String> categories() {
        return categories;
    }

    /** Returns whether the person has a value. */
    public boolean isPresent() {
        return value.isPresent();
    }

    /**
     * Returns the value if a decision permits every category of it, else nothing; missing and denied look the same.
     *
     * @return Boolean, Long, Double, String, LocalDate, Instant or Set of String, according to the type
     */
    public Optional<Object> readUnder(ConsentDecision decision) {
        for (String category : categories) {
            if (!decision.permits(category)) {
                return Optional.empty();
            }
        }
        return value;
    }

    /** Returns type and categories, never the value. */
    @Override
    public String toString() {
        return "Labelled[" + type.id() + " " + categories + (value.isPresent() ? " present]" : " missing]");
    }
}
