package org.tidings.benchmarks.segmentation;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * The rules in Drools, on a bean: the executable model, in which nodes of the same constraint are shared by all rules, one
 * session for all, a person inserted, matched and taken out again.
 *
 * @see <a href="https://docs.drools.org/latest/drools-docs/drools/KIE/index.html#executable-model-con_packaging-deploying">Drools:
 *     executable rule models</a>
 */
final class DroolsRules implements AutoCloseable {
    private static final String HEADER = """
            package many;
            import org.tidings.benchmarks.segmentation.ManyPerson;
            global java.util.BitSet found;
            """;

    private final KieSession session;
    private final BitSet found = new BitSet();

    DroolsRules(List<ManyRule> rules) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = 0; i < rules.size(); i++) {
            text.append("rule \"s")
                    .append(i)
                    .append("\" when ManyPerson(")
                    .append(constraint(rules.get(i), ", "))
                    .append(") then found.set(")
                    .append(i)
                    .append("); end\n");
        }
        KieServices services = KieServices.Factory.get();
        KieFileSystem files = services.newKieFileSystem();
        files.write("src/main/resources/many/rules.drl", text.toString());
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().toString());
        }
        session = services.newKieContainer(services.getRepository().getDefaultReleaseId())
                .newKieSession();
        session.setGlobal("found", found);
    }

    /** Returns the numbers of the rules that are true for a person; the same object each time. */
    BitSet match(ManyPerson person) {
        found.clear();
        FactHandle handle = session.insert(person);
        session.fireAllRules();
        session.delete(handle);
        return found;
    }

    @Override
    public void close() {
        session.dispose();
    }

    /** Returns a constraint; those that are divided by commas are nodes of their own, shared, hashed and sorted. */
    private static String constraint(ManyRule rule, String and) {
        if (rule instanceof ManyRule.And all) {
            return all.parts().stream().map(part -> constraint(part, and)).collect(Collectors.joining(and));
        } else if (rule instanceof ManyRule.Or any) {
            return any.parts().stream()
                    .map(part -> "(" + constraint(part, " && ") + ")")
                    .collect(Collectors.joining(" || ", "(", ")"));
        } else if (rule instanceof ManyRule.OneOf one) {
            String name = one.attribute();
            String value = '"' + one.values().get(0) + '"';
            String values =
                    one.values().stream().map(each -> '"' + each + '"').collect(Collectors.joining(", ", "(", ")"));
            if (one.values().size() == 1) {
                return one.none() ? known(name) + and + name + " != " + value : name + " == " + value;
            }
            return one.none() ? known(name) + and + name + " not in " + values : name + " in " + values;
        } else if (rule instanceof ManyRule.Range range) {
            return between(range.attribute(), range.low(), range.high(), and);
        } else if (rule instanceof ManyRule.Is is) {
            return is.attribute() + " == " + is.value();
        } else if (rule instanceof ManyRule.Age age) {
            return between(age.attribute(), ManyRules.firstDay(age), ManyRules.lastDay(age), and);
        } else if (rule instanceof ManyRule.Within within) {
            return between(within.attribute(), ManyRules.firstDay(within), Long.MAX_VALUE, and);
        }
        ManyRule.Has has = (ManyRule.Has) rule;
        String contains = has.none() ? " not contains " : " contains ";
        return known(has.attribute()) + and + has.attribute() + contains + '"' + has.member() + '"';
    }

    private static String known(String name) {
        return name + " != null";
    }

    private static String between(String name, long low, long high, String and) {
        return known(name)
                + (low == Long.MIN_VALUE ? "" : and + name + " >= " + low + "L")
                + (high == Long.MAX_VALUE ? "" : and + name + " <= " + high + "L");
    }
}
