package org.tidings.templating;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tidings.core.Schema;
import org.tidings.core.ValueType;

/**
 * The names that a template may use: attributes of the recipient and of the subjects, values of the message, constants.
 * Immutable.
 *
 * <p>In a template they are {@code {{recipient.firstName}}}, inside {@code {{#subjects}}} plain attribute names, and
 * elsewhere the names of values and constants.
 */
public final class TemplateModel {
    /** Names that a template has by itself and nobody else may take. */
    static final Set<String> RESERVED = Set.of("recipient", "subjects", "item", "msg", "link");

    private final Schema recipient;
    private final Schema subject;
    private final Map<String, MessageValue> values;
    private final List<MessageValue> valueList;
    private final Map<String, String> constants;

    private TemplateModel(Builder builder) {
        this.recipient = builder.recipient;
        this.subject = builder.subject;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(builder.values));
        this.valueList = List.copyOf(values.values());
        this.constants = Collections.unmodifiableMap(new LinkedHashMap<>(builder.constants));
    }

    /** Returns a builder of a model; the schemas may be one and the same. */
    public static Builder builder(Schema recipient, Schema subject) {
        return new Builder(recipient, subject);
    }

    /** Returns the schema of the recipient. */
    public Schema recipient() {
        return recipient;
    }

    /** Returns the schema of the subjects. */
    public Schema subject() {
        return subject;
    }

    /** Returns the declared values of a message, by name. */
    public Map<String, MessageValue> values() {
        return values;
    }

    /** Returns the declared values in the order of their numbers. */
    List<MessageValue> valueList() {
        return valueList;
    }

    /** Returns the constants, by dotted name. */
    public Map<String, String> constants() {
        return constants;
    }

    /**
     * What is known of a value of a message before there is one.
     *
     * @param name name in templates, without dots
     * @param type type of the value
     * @param categories categories of personal data that it reveals; empty if it is nobody's
     * @param required whether every message has it
     */
    public record MessageValue(String name, ValueType type, Set<String> categories, boolean required) {
        /** Copies the set. */
        public MessageValue {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            categories = Set.copyOf(categories);
        }
    }

    /** Makes a {@link TemplateModel}. Mutable, owned by one thread. */
    public static final class Builder {
        private final Schema recipient;
        private final Schema subject;
        private final Map<String, MessageValue> values = new LinkedHashMap<>();
        private final Map<String, String> constants = new LinkedHashMap<>();

        private Builder(Schema recipient, Schema subject) {
            this.recipient = Objects.requireNonNull(recipient, "recipient");
            this.subject = Objects.requireNonNull(subject, "subject");
        }

        /**
         * Declares a value that each message brings along.
         *
         * @throws IllegalArgumentException if the name is taken, reserved or no name
         */
        public Builder value(String name, ValueType type, Set<String> categories, boolean required) {
            checkName(name);
            if (name.indexOf('.') >= 0) {
                throw new IllegalArgumentException("the name of a value has no dot: '" + name + "'");
            }
            values.put(name, new MessageValue(name, type, categories, required));
            return this;
        }

        /**
         * Adds a text that is the same in every message.
         *
         * @param name name with dots, such as {@code agency.phone}
         * @throws IllegalArgumentException if the name is taken, reserved or no name
         */
        public Builder constant(String name, String value) {
            checkName(name);
            constants.put(name, Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Builds the model. */
        public TemplateModel build() {
            return new TemplateModel(this);
        }

        private void checkName(String name) {
            if (!name.matches("\\p{L}[\\p{L}\\p{Nd}_-]*(\\.\\p{L}[\\p{L}\\p{Nd}_-]*)*")) {
                throw new IllegalArgumentException("'" + name + "' is no name for a template");
            }
            String first = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
            if (RESERVED.contains(first)) {
                throw new IllegalArgumentException("'" + first + "' is a name that every template has already");
            }
            if (values.containsKey(name) || values.containsKey(first) || constants.containsKey(name)) {
                throw new IllegalArgumentException("the name '" + name + "' is taken");
            }
        }
    }
}
