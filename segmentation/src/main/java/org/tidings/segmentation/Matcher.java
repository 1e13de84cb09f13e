package org.tidings.segmentation;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tidings.core.Profile;
import org.tidings.core.internal.SlotProfile;

/**
 * One condition, ready for many people: the fastest way to ask a single rule. Made by
 * {@link BoundRules#matcher(Segment)}; immutable and safe to share between threads.
 *
 * <p>The condition has become a class of its own, with comparisons and jumps in place of the tree, the cheap and
 * selective parts first. Asking allocates nothing, unless the condition holds a part that is left as compiled code
 * (arithmetic, text functions, comparisons of two attributes); such a part costs a small object a call.
 *
 * <p>Where classes cannot be generated the condition is interpreted, with the same answers: in a native image, with the
 * system property {@code tidings.codegen=false}, for more than {@value RuleClasses#MOST_CLASSES} matchers of one
 * {@link BoundRules}, and for conditions of more than {@value CodeTree#MOST_IN_CLASS} parts.
 */
public final class Matcher {
    private final ProfileCheck check;
    private final RuleCode code;
    private final Supplier<MapCode> mapCodes;

    /** Made at the first question about a map. Two threads may both make it: they get the same. */
    private @Nullable MapCode mapCode;

    Matcher(ProfileCheck check, RuleCode code, Supplier<MapCode> mapCodes) {
        this.check = check;
        this.code = code;
        this.mapCodes = mapCodes;
    }

    /**
     * Returns whether the condition is true for a person; false where it is false or unknown.
     *
     * @throws IllegalArgumentException if the profile is bound to another schema than the one that the rules were
     *     compiled for
     */
    public boolean matches(Profile profile) {
        check.accept(profile.schema());
        return code.isTrue(SlotProfile.of(profile));
    }

    /**
     * Returns whether the condition is true for a person whose values stand in a map, as {@link Profile#of} takes them,
     * without binding them to a profile: only what the condition needs is looked up and read. To ask more than a few
     * conditions about one person, bind a profile.
     *
     * <p>What the condition does not need is not looked at: a wrong type or an unknown name elsewhere goes unnoticed, and
     * a required attribute without a value counts as missing. An event is a map.
     *
     * @throws org.tidings.core.InvalidInputException if a value that is read has the wrong type
     */
    public boolean matches(String personId, Map<String, ?> values) {
        MapCode known = mapCode;
        if (known == null) {
            known = mapCodes.get();
            mapCode = known;
        }
        return known.isTrue(personId, values);
    }

    /** Returns whether the condition became a class of its own for profiles; false where it is interpreted. */
    public boolean isGenerated() {
        return code.isGenerated();
    }
}
