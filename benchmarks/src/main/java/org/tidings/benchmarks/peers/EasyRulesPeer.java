package org.tidings.benchmarks.peers;

import java.util.Set;
import org.jeasy.rules.api.Fact;
import org.jeasy.rules.api.Facts;
import org.jeasy.rules.api.Rule;
import org.jeasy.rules.api.Rules;
import org.jeasy.rules.api.RulesEngine;
import org.jeasy.rules.core.DefaultRulesEngine;
import org.jeasy.rules.core.RuleBuilder;

/**
 * Easy Rules with a condition in Java, its fastest kind: the engine checks one rule against the facts of a person.
 *
 * @see <a href="https://github.com/j-easy/easy-rules/wiki/defining-rules">Easy Rules: rules by the fluent interface</a>
 */
final class EasyRulesPeer implements RulePeer {
    private static final Set<String> TOWNS = Set.of("Boston", "Worcester", "Cambridge", "Lowell");

    private final Rule rule = new RuleBuilder()
            .name("it")
            .when(facts -> {
                int age = facts.<Integer>get("age");
                Double income = facts.get("income");
                String city = facts.get("city");
                int doses = facts.<Integer>get("doses");
                boolean member = facts.<Boolean>get("member");
                String language = facts.get("language");
                return age >= 65
                        && income != null
                        && income < 45_000
                        && TOWNS.contains(city)
                        && doses < 2
                        && member
                        && !language.equals("fr")
                        && ("sms".equals(facts.get("channel")) || facts.<Integer>get("risk") >= 50);
            })
            .build();

    private final Rules rules = new Rules(rule);
    private final RulesEngine engine = new DefaultRulesEngine();

    @Override
    public Object encode(RulePerson person) {
        Facts facts = new Facts();
        person.toMap().forEach((name, value) -> facts.add(new Fact<>(name, value)));
        return facts;
    }

    @Override
    public boolean matches(Object encoded) {
        return Boolean.TRUE.equals(engine.check(rules, (Facts) encoded).get(rule));
    }
}
