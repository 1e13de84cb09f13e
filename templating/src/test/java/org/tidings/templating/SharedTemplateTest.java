package org.tidings.templating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.tidings.core.Profile;

/** One template and the same people, rendered by several threads at the same time. */
class SharedTemplateTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 50;
    private static final String TEXT = "{{#recipient.firstName}}{{recipient.firstName}}{{/recipient.firstName}} "
            + "{{recipient.family}} {{recipient.fee}}{{#recipient.phone}} {{recipient.phone}}{{/recipient.phone}}";
    private static final List<String> NAMES = List.of("Ada", "Jörg", "a & b", "x.example", "  ", "مریم", "O'Neil", "中");

    @Test
    void messages_ofSharedPeopleByManyThreads_areThoseOfOneThread() throws Exception {
        MessageTemplate template = Fixture.template(
                "manifest.json",
                Fixture.manifest("\"currency\": \"EUR\""),
                "email.subject.mustache",
                "s",
                "email.en.mustache",
                TEXT,
                "email.html.en.mustache",
                "<p>" + TEXT + "</p>");
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int round = 0; round < ROUNDS; round++) {
            // What is known of texts is noted in profiles: those of each round are new to all threads.
            List<Fixture.Request> requests = requests();
            List<Rendering> expected = rendered(template, requests());
            assertThat(expected).hasAtLeastOneElementOfType(Rendering.Rendered.class);
            List<Callable<List<Rendering>>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(() -> rendered(template, requests));
            }
            for (Future<List<Rendering>> one : threads.invokeAll(all)) {
                assertThat(one.get()).isEqualTo(expected);
            }
        }
        threads.shutdown();
    }

    private static List<Fixture.Request> requests() {
        List<Fixture.Request> requests = new ArrayList<>();
        for (String name : NAMES) {
            for (String other : NAMES) {
                Profile person = Fixture.person("firstName", name, "family", "F" + other, "phone", other);
                requests.add(Fixture.request().recipient(person).decision(Fixture.denying("contact")));
                requests.add(Fixture.request().recipient(person));
            }
        }
        return requests;
    }

    private static List<Rendering> rendered(MessageTemplate template, List<Fixture.Request> requests) {
        RenderBuffer buffer = new RenderBuffer();
        return requests.stream()
                .map(request -> request.render(template, buffer))
                .toList();
    }
}
