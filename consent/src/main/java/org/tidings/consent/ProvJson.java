package org.tidings.consent;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.tidings.core.DecisionStep;
import org.tidings.core.json.JsonOutput;

/** Writes a decision in the JSON form of W3C PROV (PROV-JSON, member submission of 24 April 2013). */
final class ProvJson {
    private static final String PREFIX = "t:";

    private ProvJson() {}

    static String of(StoredDecision stored, String agency, Optional<String> message) {
        String activity = PREFIX + "decision/" + local(stored.id());
        String question = PREFIX + "question/" + local(stored.id());
        String policy = PREFIX + "policy/" + stored.decision().policyVersion();
        Set<String> events = new LinkedHashSet<>();
        for (DecisionStep step : stored.decision().trace()) {
            step.events().forEach(event -> events.add(PREFIX + "event/" + local(event)));
        }
        return JsonOutput.object(json -> {
            json.beginObject("prefix")
                    .field("t", "https://tidings.example/prov/")
                    .field("prov", "http://www.w3.org/ns/prov#")
                    .end();
            json.beginObject("agent");
            type(json.beginObject(PREFIX + "agency"), "prov:Organization")
                    .field("prov:label", agency)
                    .end();
            json.end();
            json.beginObject("entity");
            json.beginObject(question)
                    .field("t:subject", stored.request().subject())
                    .field("t:recipient", stored.request().recipient())
                    .field("t:purpose", stored.request().purpose())
                    .field("t:channel", stored.request().channel().id())
                    .field("t:at", stored.request().at().toString())
                    .field("t:asOf", stored.request().asOf().toString())
                    .end();
            type(json.beginObject(policy), "prov:Plan")
                    .field("t:version", stored.decision().policyVersion())
                    .end();
            for (String event : events) {
                type(json.beginObject(event), "t:ConsentEvent")
                        .field("t:consentVersion", stored.decision().consentVersion())
                        .end();
            }
            message.ifPresent(name -> type(json.beginObject(PREFIX + "message/" + local(name)), "t:Message")
                    .end());
            json.end();
            json.beginObject("activity");
            type(json.beginObject(activity), "t:ConsentDecision")
                    .field("prov:startTime", stored.request().at().toString())
                    .field("prov:endTime", stored.request().at().toString())
                    .field("t:outcome", stored.decision().outcome().name())
                    .field("t:code", stored.decision().code().name());
            json.beginArray("t:steps");
            for (DecisionStep step : stored.decision().trace()) {
                json.item(step.rule() + ": " + step.verdict());
            }
            json.end();
            json.end();
            json.end();
            json.beginObject("used");
            used(json, "_:u0", activity, question);
            used(json, "_:u1", activity, policy);
            int number = 2;
            for (String event : events) {
                used(json, "_:u" + number++, activity, event);
            }
            json.end();
            json.beginObject("wasAssociatedWith");
            json.beginObject("_:a0")
                    .field("prov:activity", activity)
                    .field("prov:agent", PREFIX + "agency")
                    .field("prov:plan", policy)
                    .end();
            json.end();
            message.ifPresent(name -> {
                json.beginObject("wasGeneratedBy");
                json.beginObject("_:g0")
                        .field("prov:entity", PREFIX + "message/" + local(name))
                        .field("prov:activity", activity)
                        .end();
                json.end();
            });
        });
    }

    /** Writes a type: a qualified name, which a plain text would not be. */
    private static JsonOutput type(JsonOutput json, String name) {
        return json.beginObject("prov:type")
                .field("$", name)
                .field("type", "prov:QUALIFIED_NAME")
                .end();
    }

    /** Returns a name as a qualified name may hold it. */
    private static String local(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void used(JsonOutput json, String id, String activity, String entity) {
        json.beginObject(id)
                .field("prov:activity", activity)
                .field("prov:entity", entity)
                .end();
    }
}
