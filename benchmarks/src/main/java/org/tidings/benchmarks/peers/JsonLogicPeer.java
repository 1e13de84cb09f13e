package org.tidings.benchmarks.peers;

import io.github.jamsesso.jsonlogic.JsonLogic;
import io.github.jamsesso.jsonlogic.JsonLogicException;

/**
 * json-logic-java on a map: one instance for all, which keeps the rule parsed.
 *
 * @see <a href="https://github.com/jamsesso/json-logic-java#examples">json-logic-java: examples</a>
 */
final class JsonLogicPeer implements RulePeer {
    private static final String RULE = """
            {"and": [
              {">=": [{"var": "age"}, 65]},
              {"!=": [{"var": "income"}, null]},
              {"<": [{"var": "income"}, 45000]},
              {"in": [{"var": "city"}, ["Boston", "Worcester", "Cambridge", "Lowell"]]},
              {"<": [{"var": "doses"}, 2]},
              {"var": "member"},
              {"!=": [{"var": "language"}, "fr"]},
              {"or": [{"==": [{"var": "channel"}, "sms"]}, {">=": [{"var": "risk"}, 50]}]}
            ]}""";

    private final JsonLogic engine = new JsonLogic();

    @Override
    public Object encode(RulePerson person) {
        return person.toMap();
    }

    @Override
    public boolean matches(Object encoded) {
        try {
            return JsonLogic.truthy(engine.apply(RULE, encoded));
        } catch (JsonLogicException e) {
            throw new IllegalStateException(e);
        }
    }
}
