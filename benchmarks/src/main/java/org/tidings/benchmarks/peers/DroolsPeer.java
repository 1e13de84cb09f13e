package org.tidings.benchmarks.peers;

import java.util.concurrent.atomic.AtomicInteger;
import org.drools.model.codegen.ExecutableModelProject;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.rule.FactHandle;

/**
 * Drools on a bean: the executable model, one session for all, a person inserted, matched and taken out again.
 *
 * @see <a href="https://docs.drools.org/latest/drools-docs/drools/KIE/index.html#executable-model-con_packaging-deploying">Drools:
 *     executable rule models</a>
 */
final class DroolsPeer implements RulePeer {
    private static final String RULE = """
            package rules;
            import org.tidings.benchmarks.peers.RulePerson;
            global java.util.concurrent.atomic.AtomicInteger found;
            rule "it"
            when
              RulePerson(age >= 65, income != null, income < 45000,
                city in ("Boston", "Worcester", "Cambridge", "Lowell"), doses < 2, member, language != "fr",
                channel == "sms" || risk >= 50)
            then
              found.incrementAndGet();
            end
            """;

    private final KieSession session;
    private final AtomicInteger found = new AtomicInteger();

    DroolsPeer() {
        KieServices services = KieServices.Factory.get();
        KieFileSystem files = services.newKieFileSystem();
        files.write("src/main/resources/rules/it.drl", RULE);
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().toString());
        }
        session = services.newKieContainer(services.getRepository().getDefaultReleaseId())
                .newKieSession();
        session.setGlobal("found", found);
    }

    @Override
    public Object encode(RulePerson person) {
        return person;
    }

    @Override
    public boolean matches(Object encoded) {
        int before = found.get();
        FactHandle handle = session.insert(encoded);
        session.fireAllRules();
        session.delete(handle);
        return found.get() != before;
    }
}
