package org.tidings.benchmarks.peers;

import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.standard.SpelCompiler;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * Spring Expression Language on a bean, compiled at the first evaluation.
 *
 * @see <a href="https://docs.spring.io/spring-framework/reference/core/expressions/evaluation.html">Evaluation:
 *     compilation, immediate mode</a>
 */
final class SpelPeer implements RulePeer {
    private static final String RULE = """
            age >= 65 and income != null and income < 45000.0
            and (city == 'Boston' or city == 'Worcester' or city == 'Cambridge' or city == 'Lowell')
            and doses < 2 and member and language != 'fr' and (channel == 'sms' or risk >= 50)""";

    private final SpelExpression expression;
    // The data-binding context would be safer, and is not compiled for.
    private final EvaluationContext context = new StandardEvaluationContext();

    SpelPeer() {
        SpelParserConfiguration compiled =
                new SpelParserConfiguration(SpelCompilerMode.IMMEDIATE, SpelPeer.class.getClassLoader());
        expression = (SpelExpression) new SpelExpressionParser(compiled).parseExpression(RULE);
        // Types come from what was seen: people who together reach every part are evaluated before it is compiled.
        for (RulePerson person : RulePerson.several(1_000, 7)) {
            expression.getValue(context, person, Boolean.class);
        }
        if (!SpelCompiler.compile(expression)) {
            throw new IllegalStateException("SpEL cannot compile the rule");
        }
    }

    @Override
    public Object encode(RulePerson person) {
        return person;
    }

    @Override
    public boolean matches(Object encoded) {
        return Boolean.TRUE.equals(expression.getValue(context, encoded, Boolean.class));
    }
}
