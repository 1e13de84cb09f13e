package org.tidings.benchmarks.peers;

/**
 * One engine with the rule of {@link RuleEngine} in it. People are given in the form that the engine likes best, made
 * before anything is measured. Owned by one thread.
 */
public interface RulePeer {
    /** Returns a person in the form that {@link #matches} takes. */
    Object encode(RulePerson person);

    /** Returns whether the rule is true for a person that {@link #encode} made. */
    boolean matches(Object encoded);
}
