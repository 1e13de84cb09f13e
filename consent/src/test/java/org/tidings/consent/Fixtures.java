package org.tidings.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tidings.core.Catalogue;
import org.tidings.core.CategoryUse;
import org.tidings.core.Channel;
import org.tidings.core.SourceText;

/** A catalogue with one purpose for each kind of terms, and short ways to write a question. */
final class Fixtures {
    static final Instant AT = Instant.parse("2025-06-01T12:00:00Z");

    static final Catalogue CATALOGUE = Catalogue.read(new SourceText("catalogue.json", """
            {
              "version": 7,
              "categories": {
                "identity": {}, "identity.name": {}, "tax": {}, "loans": {},
                "health": {"special": true, "minConfidentiality": 1},
                "health.vaccination": {"special": true},
                "health.diagnosis": {"special": true, "minConfidentiality": 3}
              },
              "channels": {
                "email": {"confidentiality": 2}, "sms": {"confidentiality": 1}, "letter": {"confidentiality": 3},
                "push": {"confidentiality": 1}
              },
              "jurisdictions": {
                "NO": {"zone": "Europe/Oslo", "ageOwnConsent": 13},
                "DE": {"zone": "Europe/Berlin", "ageOwnConsent": 16}
              },
              "purposes": {
                "health": {"abstract": true},
                "health.reminder": {"basis": "consent", "categoriesAllowed": ["identity", "health"],
                                    "channels": ["email", "sms", "letter"]},
                "health.implied": {"basis": "consent", "categoriesAllowed": ["identity", "health"],
                                   "impliedCategories": ["health.vaccination"]},
                "health.campaign": {"basis": "public-task", "categoriesAllowed": ["identity", "health"],
                                    "art9": "I", "art9Law": {"NO": "law-1"},
                                    "channels": {"letter": {"contactRule": "opt-out"}, "email": {"contactRule": "opt-in"}, "sms": {"contactRule": "none"}}},
                "health.anywhere": {"basis": "public-task", "categoriesAllowed": ["identity", "health"],
                                    "art9": "H", "art9Law": {"*": "law-2"}},
                "health.explicit": {"basis": "public-task", "categoriesAllowed": ["health"], "art9": "A"},
                "health.misused": {"basis": "public-task", "categoriesAllowed": ["health"], "art9": "C"},
                "health.claims": {"basis": "public-task", "categoriesAllowed": ["health"], "art9": "F"},
                "health.alert": {"basis": "vital-interests", "categoriesAllowed": ["health"], "art9": "C"},
                "news": {"basis": "consent", "categoriesAllowed": ["identity"], "maxConsentAge": "P1Y", "directMarketing": true},
                "tax.notice": {"basis": "legal-obligation", "categoriesAllowed": ["identity", "tax", "health"], "mustSend": true,
                               "fallbackChannel": "letter", "restrictionExempt": true, "art9": "G", "art9Law": {"*": "law-3"}},
                "library": {"basis": "contract", "categoriesAllowed": ["identity"]},
                "offers": {"basis": "legitimate-interests", "controllerType": "private", "directMarketing": true,
                           "categoriesAllowed": ["identity"]},
                "survey": {"basis": "legitimate-interests", "categoriesAllowed": ["identity"]},
                "campaign.2024": {"basis": "public-task", "categoriesAllowed": ["identity"], "jurisdictions": ["NO"],
                                  "validFrom": "2024-01-01T00:00:00Z", "validUntil": "2024-07-01T00:00:00Z"}
              }
            }
            """));

    static final ConsentDecider DECIDER = ConsentDecider.of(CATALOGUE);

    private Fixtures() {}

    static DecisionRequest request(String purpose, Channel channel, CategoryUse... uses) {
        return new DecisionRequest("s", "s", purpose, channel, List.of(uses), Optional.of("NO"), AT, AT);
    }

    static CategoryUse placeholder(String category) {
        return new CategoryUse(category, CategoryUse.Via.PLACEHOLDER);
    }

    static CategoryUse required(String category) {
        return new CategoryUse(category, CategoryUse.Via.REQUIRED);
    }

    static CategoryUse segmentRule(String category) {
        return new CategoryUse(category, CategoryUse.Via.SEGMENT_RULE);
    }

    static ConsentEvent.Builder event(ConsentEventType type, String purpose, int daysBefore) {
        return ConsentEvent.builder(type, AT.minusSeconds(daysBefore * 86_400L))
                .purpose(purpose)
                .evidence("form");
    }

    static ConsentHistory history(ConsentEvent.Builder... events) {
        return ConsentHistory.of(
                Stream.of(events).map(ConsentEvent.Builder::build).toList());
    }
}
