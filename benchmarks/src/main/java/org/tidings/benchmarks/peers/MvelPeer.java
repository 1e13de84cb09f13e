package org.tidings.benchmarks.peers;

import java.io.Serializable;
import org.mvel2.MVEL;
import org.mvel2.ParserContext;
import org.mvel2.integration.VariableResolverFactory;
import org.mvel2.integration.impl.ImmutableDefaultFactory;

/**
 * MVEL on a bean: compiled once with strong typing, which lets it generate accessors.
 *
 * @see <a href="http://mvel.documentnode.com/#strong-typing-mode">MVEL: compiled mode and strong typing</a>
 */
final class MvelPeer implements RulePeer {
    private static final String RULE = """
            age >= 65 && income != null && income < 45000.0
            && (city == 'Boston' || city == 'Worcester' || city == 'Cambridge' || city == 'Lowell')
            && doses < 2 && member && language != 'fr' && (channel == 'sms' || risk >= 50)""";

    private final Serializable compiled;
    private final VariableResolverFactory noVariables = new ImmutableDefaultFactory();

    MvelPeer() {
        ParserContext context = ParserContext.create();
        context.setStrongTyping(true);
        context.addInput("this", RulePerson.class);
        context.addInput("age", int.class);
        context.addInput("income", Double.class);
        context.addInput("city", String.class);
        context.addInput("doses", int.class);
        context.addInput("member", boolean.class);
        context.addInput("language", String.class);
        context.addInput("channel", String.class);
        context.addInput("risk", int.class);
        compiled = MVEL.compileExpression(RULE, context);
    }

    @Override
    public Object encode(RulePerson person) {
        return person;
    }

    @Override
    public boolean matches(Object encoded) {
        return (Boolean) MVEL.executeExpression(compiled, encoded, noVariables);
    }
}
