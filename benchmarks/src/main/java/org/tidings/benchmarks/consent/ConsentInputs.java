package org.tidings.benchmarks.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.tidings.consent.ConsentEvent;
import org.tidings.consent.ConsentEventType;
import org.tidings.consent.ConsentHistory;
import org.tidings.core.Catalogue;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.SourceText;

/** People with three to twelve consent events each, from a seed, and what is asked about them. */
final class ConsentInputs {
    static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");
    static final String PURPOSE = "support.course";
    static final Channel CHANNEL = Channel.EMAIL;
    static final List<CategoryUse> USES = List.of(
            new CategoryUse("identity.name", CategoryUse.Via.PLACEHOLDER),
            new CategoryUse("contact", CategoryUse.Via.PLACEHOLDER),
            new CategoryUse("identity.birth", CategoryUse.Via.SEGMENT_RULE),
            new CategoryUse("health.condition", CategoryUse.Via.SEGMENT_RULE));

    private static final List<String> PURPOSES =
            List.of("support", "support.course", "support.circle", "news", "news.city");
    private static final List<Channel> CHANNELS = List.of(Channel.EMAIL, Channel.SMS, Channel.LETTER);
    private static final List<ConsentEventType> TYPES = List.of(
            ConsentEventType.GRANT,
            ConsentEventType.GRANT,
            ConsentEventType.GRANT,
            ConsentEventType.RENEW,
            ConsentEventType.REFUSE,
            ConsentEventType.WITHDRAW,
            ConsentEventType.CHANNEL_BLOCK);

    private ConsentInputs() {}

    static Catalogue catalogue() {
        return Catalogue.read(new SourceText("catalogue.json", """
                {"version": 1,
                 "categories": {"identity": {}, "identity.name": {}, "identity.birth": {}, "contact": {},
                                "health": {"special": true}, "health.condition": {"special": true}},
                 "channels": {"email": {"confidentiality": 2}, "sms": {"confidentiality": 2},
                              "letter": {"confidentiality": 3, "electronic": false}},
                 "jurisdictions": {"NO": {"zone": "Europe/Oslo", "ageOwnConsent": 16}},
                 "purposes": {
                   "support": {"abstract": true}, "news": {"abstract": true},
                   "support.course": {"basis": "consent", "categoriesAllowed": ["identity", "contact", "health"]},
                   "support.circle": {"basis": "consent", "categoriesAllowed": ["identity", "contact", "health"]},
                   "news.city": {"basis": "consent", "categoriesAllowed": ["identity", "contact"]}}}
                """));
    }

    static List<ConsentHistory> histories(int people) {
        Random random = new Random(20_250_601);
        List<ConsentHistory> histories = new ArrayList<>(people);
        for (int i = 0; i < people; i++) {
            histories.add(history(random));
        }
        return histories;
    }

    private static ConsentHistory history(Random random) {
        int count = 3 + random.nextInt(10);
        List<ConsentEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ConsentEventType type = TYPES.get(random.nextInt(TYPES.size()));
            ConsentEvent.Builder event = ConsentEvent.builder(type, NOW.minusSeconds(random.nextInt(30_000_000)))
                    .evidence("form")
                    .explicit(random.nextInt(4) > 0);
            if (type != ConsentEventType.CHANNEL_BLOCK) {
                event.purpose(PURPOSES.get(random.nextInt(PURPOSES.size())));
            }
            if (type == ConsentEventType.CHANNEL_BLOCK || random.nextInt(3) == 0) {
                event.channels(Set.of(CHANNELS.get(random.nextInt(CHANNELS.size()))));
            }
            events.add(event.build());
        }
        return ConsentHistory.of(events);
    }
}
