package org.tidings.benchmarks.peers;

import com.googlecode.aviator.AviatorEvaluator;
import com.googlecode.aviator.AviatorEvaluatorInstance;
import com.googlecode.aviator.EvalMode;
import com.googlecode.aviator.Expression;
import com.googlecode.aviator.Options;
import java.util.Map;

/**
 * Aviator on a map: compiled to byte code, optimised for evaluation.
 *
 * @see <a href="https://github.com/killme2008/aviatorscript/wiki">AviatorScript: optimisation level and evaluation
 *     mode</a>
 */
final class AviatorPeer implements RulePeer {
    private static final String RULE = """
            age >= 65 && income != nil && income < 45000.0
            && (city == 'Boston' || city == 'Worcester' || city == 'Cambridge' || city == 'Lowell')
            && doses < 2 && member && language != 'fr' && (channel == 'sms' || risk >= 50)""";

    private final Expression expression;

    AviatorPeer() {
        AviatorEvaluatorInstance aviator = AviatorEvaluator.newInstance(EvalMode.ASM);
        aviator.setOption(Options.OPTIMIZE_LEVEL, AviatorEvaluator.EVAL);
        expression = aviator.compile(RULE, true);
    }

    @Override
    public Object encode(RulePerson person) {
        return person.toMap();
    }

    @Override
    @SuppressWarnings("unchecked") // encode made it
    public boolean matches(Object encoded) {
        return (Boolean) expression.execute((Map<String, Object>) encoded);
    }
}
