package org.tidings.segmentation;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Attribute;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.TextOrder;
import org.tidings.core.Values;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;

/**
 * One person at one instant. Remembers derived attributes and segments that it has computed. Owned by one thread.
 *
 * <p>Asking for conditions allocates nothing once the results so far have their place.
 */
public final class Evaluation {
    private final Rulebook rulebook;
    private final CompiledRules rules;
    private final SlotProfile profile;
    private final Frame frame;

    Evaluation(Rulebook rulebook, CompiledRules rules, SlotProfile profile) {
        this.rulebook = rulebook;
        this.rules = rules;
        this.profile = profile;
        this.frame = Frame.of(rules, profile);
    }

    /** Returns whether the person is in a segment, is not, or cannot be told. */
    public Truth truth(Segment segment) {
        rulebook.checkOwner(segment.condition());
        return Truth.ofCode(frame.truth(segment));
    }

    /** Returns whether the person is in a segment: whether its condition is true. */
    public boolean matches(Segment segment) {
        rulebook.checkOwner(segment.condition());
        RuleCode hot = rules.hot(segment);
        return hot != null ? hot.isTrue(profile) : frame.truth(segment) == Code.Condition.TRUE;
    }

    /**
     * Returns the outcome of a condition.
     *
     * @throws IllegalArgumentException if the expression is no condition, or of another rulebook
     */
    public Truth truth(Expression condition) {
        return Truth.ofCode(condition(condition).truth(frame));
    }

    /**
     * Returns whether a condition is true.
     *
     * @throws IllegalArgumentException if the expression is no condition, or of another rulebook
     */
    public boolean isTrue(Expression condition) {
        return condition(condition).isTrue(frame);
    }

    /**
     * Returns the value of an expression, or nothing where it is missing: Boolean, Long, Double, String, LocalDate,
     * Instant or a sorted Set of String, according to its type.
     *
     * @throws IllegalArgumentException if the expression is of another rulebook
     */
    public Optional<Object> value(Expression expression) {
        rulebook.checkOwner(expression);
        return object(rules.code(expression), expression.resultType());
    }

    /**
     * Returns the value of a text expression, or nothing where it is missing.
     *
     * @throws IllegalArgumentException if the expression is of another type or rulebook
     */
    public Optional<String> text(Expression expression) {
        rulebook.check(expression, Type.TEXT);
        return Optional.ofNullable((String) ((Code.Reference) rules.code(expression)).get(frame));
    }

    /**
     * Returns the value of a date expression, or nothing where it is missing.
     *
     * @throws IllegalArgumentException if the expression is of another type or rulebook
     */
    public Optional<LocalDate> date(Expression expression) {
        rulebook.check(expression, Type.DATE);
        long day = ((Code.Primitive) rules.code(expression)).get(frame);
        return frame.present ? Optional.of(LocalDate.ofEpochDay(day)) : Optional.empty();
    }

    /**
     * Returns the person's profile over {@link Rulebook#schema()}, with the named derived attributes filled and the
     * others missing. Attributes that are hidden while they lie in the future are missing where they do; events are not
     * taken out.
     *
     * @throws IllegalArgumentException if a name is no derived attribute
     */
    public Profile profile(Set<String> derivedNames) {
        @Nullable Object[] values = new Object[rules.derivedCount()];
        for (String name : derivedNames) {
            Derived derived = rulebook.definitions()
                    .derived(name)
                    .orElseThrow(() -> new IllegalArgumentException("there is no derived attribute '" + name + "'"));
            values[derived.index()] = raw(derived);
        }
        SlotProfile visible = withoutFuture();
        return visible.extend(rulebook.schema(), values);
    }

    private @Nullable Object raw(Derived derived) {
        if (!derived.expression().type().isPrimitive()) {
            return frame.reference(derived);
        }
        long bits = frame.primitive(derived);
        return frame.present ? bits : null;
    }

    /** Returns the stored part of the profile without attributes that have not come to pass. */
    private SlotProfile withoutFuture() {
        long[] presence = Arrays.copyOf(profile.presence(), profile.presence().length);
        Schema stored = rulebook.definitions().stored();
        for (Attribute attribute : stored.attributes()) {
            if (attribute.hiddenWhileFuture()
                    && profile.isPresent(attribute.slot())
                    && profile.primitive(attribute.index()) > rules.clock().last(attribute)) {
                presence[attribute.slot() >>> 6] &= ~(1L << attribute.slot());
            }
        }
        @Nullable EventColumns[] events = new EventColumns[stored.streams().size()];
        for (int i = 0; i < events.length; i++) {
            events[i] = profile.events(i);
        }
        return new SlotProfile(
                stored, profile.personId(), presence, profile.primitives(), profile.references(), events);
    }

    /** Explains why the person is in a segment, or is not. */
    public Explanation explain(Segment segment) {
        rulebook.checkOwner(segment.condition());
        return new Explainer(this).explain(segment.name(), rules.explanation(segment.condition()));
    }

    /**
     * Explains a condition.
     *
     * @throws IllegalArgumentException if the expression is no condition, or of another rulebook
     */
    public Explanation explain(Expression condition) {
        rulebook.check(condition, Type.BOOL);
        return new Explainer(this).explain("", rules.explanation(condition));
    }

    /**
     * Returns what would have to be different for the person to be in a segment, or not to be in it any more.
     *
     * @param scope what may be thought of as different
     */
    public ChangeSets changes(Segment segment, ChangeSets.Scope scope) {
        rulebook.checkOwner(segment.condition());
        return new ChangeSearch(this, rulebook, scope).changes(segment.name(), segment.condition());
    }

    /**
     * Returns what would have to be different for a condition to come out the other way.
     *
     * @param scope what may be thought of as different
     * @throws IllegalArgumentException if the expression is no condition, or of another rulebook
     */
    public ChangeSets changes(Expression condition, ChangeSets.Scope scope) {
        rulebook.check(condition, Type.BOOL);
        return new ChangeSearch(this, rulebook, scope).changes("", condition);
    }

    /** Returns the value of an expression that is asked for once only. */
    Optional<Object> valueOnce(Expression expression) {
        Code code =
                new Compiler(expression.analysis(), rules.clock()).compile(expression.expr(), expression.resultType());
        return object(code, expression.resultType());
    }

    private Code.Condition condition(Expression condition) {
        rulebook.check(condition, Type.BOOL);
        return (Code.Condition) rules.code(condition);
    }

    /** Returns the value that a code has for this person. */
    Optional<Object> object(Code code, Type type) {
        if (code instanceof Code.Condition condition) {
            int truth = condition.truth(frame);
            return truth == Code.Condition.UNKNOWN ? Optional.empty() : Optional.of(truth == Code.Condition.TRUE);
        } else if (code instanceof Code.Primitive primitive) {
            long bits = primitive.get(frame);
            return frame.present ? Optional.of(Values.fromBits(type.valueType(), bits)) : Optional.empty();
        }
        return Optional.ofNullable(((Code.Reference) code).get(frame)).map(Evaluation::asSet);
    }

    private static Object asSet(Object value) {
        if (value instanceof String[] members) {
            Set<String> set = new TreeSet<>(TextOrder.BY_CODE_POINT);
            Collections.addAll(set, members);
            return Collections.unmodifiableSet(set);
        }
        return value;
    }
}
