package org.tidings.benchmarks.peers;

/**
 * The engines that answer one rule, all of them the same:
 *
 * <pre>
 * age >= 65 and income < 45000 and city in ('Boston', 'Worcester', 'Cambridge', 'Lowell') and doses < 2
 * and member and language &lt;&gt; 'fr' and (channel = 'sms' or risk >= 50)
 * </pre>
 *
 * <p>A value that is not known makes its comparison not true. Engines that see it otherwise get the question whether it
 * is known in their rule.
 */
public enum RuleEngine {
    /** The limit: by hand on the slots that Tidings reads. */
    HAND_ON_SLOTS,
    /** By hand on a Java bean. */
    HAND_ON_BEAN,
    /** By hand on a map. */
    HAND_ON_MAP,
    /** Tidings, a matcher on a profile. */
    TIDINGS,
    /** Tidings, a matcher on a map. */
    TIDINGS_ON_MAP,
    /** Tidings, an evaluation per person, as for many questions about one. */
    TIDINGS_EVALUATION,
    /** Tidings, a map bound to a profile, then a matcher. */
    TIDINGS_BIND_AND_MATCH,
    /** Spring Expression Language, compiled. */
    SPEL,
    /** MVEL, compiled with strong typing. */
    MVEL,
    /** Aviator, compiled to byte code. */
    AVIATOR,
    /** Apache Commons JEXL. */
    JEXL,
    /** CEL for Java. */
    CEL,
    /** Drools, executable model. */
    DROOLS,
    /** A stand-in for the evaluator of GrowthBook's conditions. */
    GROWTHBOOK,
    /** json-logic-java. */
    JSON_LOGIC,
    /** Easy Rules. */
    EASY_RULES;

    /** Returns a new engine with the rule in it. */
    public RulePeer make() {
        return switch (this) {
            case HAND_ON_SLOTS -> HandWrittenPeers.onSlots();
            case HAND_ON_BEAN -> HandWrittenPeers.onBean();
            case HAND_ON_MAP -> HandWrittenPeers.onMap();
            case TIDINGS -> TidingsPeers.matcher();
            case TIDINGS_ON_MAP -> TidingsPeers.mapMatcher();
            case TIDINGS_EVALUATION -> TidingsPeers.evaluation();
            case TIDINGS_BIND_AND_MATCH -> TidingsPeers.bindAndMatch();
            case SPEL -> new SpelPeer();
            case MVEL -> new MvelPeer();
            case AVIATOR -> new AviatorPeer();
            case JEXL -> new JexlPeer();
            case CEL -> new CelPeer();
            case DROOLS -> new DroolsPeer();
            case GROWTHBOOK -> new GrowthBookPeer();
            case JSON_LOGIC -> new JsonLogicPeer();
            case EASY_RULES -> new EasyRulesPeer();
        };
    }
}
