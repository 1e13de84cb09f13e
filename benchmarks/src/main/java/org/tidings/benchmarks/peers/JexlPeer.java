package org.tidings.benchmarks.peers;

import java.util.Map;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlExpression;
import org.apache.commons.jexl3.MapContext;

/**
 * Apache Commons JEXL on a map: one engine with a cache, the expression parsed once. JEXL interprets.
 *
 * @see <a href="https://commons.apache.org/proper/commons-jexl/reference/examples.html">JEXL: evaluating expressions</a>
 */
final class JexlPeer implements RulePeer {
    private static final String RULE = """
            age >= 65 && income != null && income < 45000.0 && city =~ ['Boston', 'Worcester', 'Cambridge', 'Lowell']
            && doses < 2 && member && language != 'fr' && (channel == 'sms' || risk >= 50)""";

    private final JexlExpression expression;

    JexlPeer() {
        JexlEngine engine = new JexlBuilder().cache(64).strict(false).safe(true).create();
        expression = engine.createExpression(RULE);
    }

    @Override
    public Object encode(RulePerson person) {
        Map<String, Object> map = person.toMap();
        return new MapContext(map);
    }

    @Override
    public boolean matches(Object encoded) {
        return (Boolean) expression.evaluate((MapContext) encoded);
    }
}
