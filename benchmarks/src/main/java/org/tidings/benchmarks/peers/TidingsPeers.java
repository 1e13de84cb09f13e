package org.tidings.benchmarks.peers;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.tidings.core.Attribute;
import org.tidings.core.EvaluationContext;
import org.tidings.core.Profile;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.core.ValueType;
import org.tidings.segmentation.BoundRules;
import org.tidings.segmentation.Expression;
import org.tidings.segmentation.Matcher;
import org.tidings.segmentation.Rulebook;

/** The rule in Tidings, asked in four ways. */
final class TidingsPeers {
    private static final String RULE = """
            age >= 65 and income < 45000 and city in ('Boston', 'Worcester', 'Cambridge', 'Lowell') and doses < 2
            and member and language <> 'fr' and (channel = 'sms' or risk >= 50)
            """;

    private static final Schema SCHEMA = Schema.builder("people", 1)
            .attribute("age", ValueType.INTEGER, "age")
            .attribute("income", ValueType.NUMBER, "income")
            .attribute("city", ValueType.TEXT, "address")
            .attribute("doses", ValueType.INTEGER, "vaccination")
            .attribute("member", ValueType.BOOL, "status")
            .attribute("language", ValueType.TEXT, "language")
            .attribute("channel", ValueType.TEXT, "contact")
            .attribute("risk", ValueType.INTEGER, "risk")
            .build();

    private static final Rulebook RULEBOOK = Rulebook.builder(SCHEMA).build();
    private static final BoundRules RULES =
            RULEBOOK.bind(new EvaluationContext(Instant.parse("2024-10-01T13:00:00Z"), ZoneOffset.UTC));
    private static final Expression CONDITION = RULEBOOK.condition(new SourceText("one.rules", RULE));

    private TidingsPeers() {}

    static Attribute attribute(String name) {
        return SCHEMA.attribute(name).orElseThrow();
    }

    static Profile profile(RulePerson person) {
        return Profile.of(SCHEMA, "p", person.toMap());
    }

    /** A matcher that must be a class of its own: an interpreter in its place would not be what the table says. */
    private static Matcher generated() {
        Matcher matcher = RULES.matcher(CONDITION);
        if (!matcher.isGenerated()) {
            throw new IllegalStateException("the rule is interpreted");
        }
        return matcher;
    }

    static RulePeer matcher() {
        Matcher matcher = generated();
        return new OnProfile() {
            @Override
            public boolean matches(Object encoded) {
                return matcher.matches((Profile) encoded);
            }
        };
    }

    static RulePeer evaluation() {
        return new OnProfile() {
            @Override
            public boolean matches(Object encoded) {
                return RULES.on((Profile) encoded).isTrue(CONDITION);
            }
        };
    }

    static RulePeer mapMatcher() {
        Matcher matcher = generated();
        return new OnMap() {
            @Override
            boolean matches(Map<String, ?> person) {
                return matcher.matches("p", person);
            }
        };
    }

    static RulePeer bindAndMatch() {
        Matcher matcher = generated();
        return new OnMap() {
            @Override
            boolean matches(Map<String, ?> person) {
                return matcher.matches(Profile.of(SCHEMA, "p", person));
            }
        };
    }

    private abstract static class OnProfile implements RulePeer {
        @Override
        public Object encode(RulePerson person) {
            return profile(person);
        }
    }

    private abstract static class OnMap implements RulePeer {
        abstract boolean matches(Map<String, ?> person);

        @Override
        public Object encode(RulePerson person) {
            return person.toMap();
        }

        @Override
        @SuppressWarnings("unchecked") // encode made it
        public boolean matches(Object encoded) {
            return matches((Map<String, ?>) encoded);
        }
    }
}
