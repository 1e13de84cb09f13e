package org.tidings.benchmarks.segmentation;

import java.time.LocalDate;
import org.tidings.core.Schema;
import org.tidings.core.SourceText;
import org.tidings.segmentation.Expression;
import org.tidings.segmentation.Rulebook;

/** The rules that {@link MatchBenchmark} matches, each with its hand-written form. */
public enum MatchRule {
    /** Eight predicates over attributes. */
    ATTRIBUTES("""
            birthDate + 216 months <= today
            and deathDate is missing
            and city in ('Boston', 'Worcester', 'Cambridge', 'Lowell')
            and not (contactRestricted is true)
            and (mobile is known or email is known)
            and sendWindow = 'default'
            and preferredChannel in ('sms', 'email')
            """) {
        @Override
        HandWrittenRule byHand(Schema schema, LocalDate today) {
            return new HandWrittenRule.ReachableAdults(schema, today);
        }
    },

    /** Three predicates, one of them a search through a person's doses. */
    EVENTS("segment('fluSeason')") {
        @Override
        HandWrittenRule byHand(Schema schema, LocalDate today) {
            return new HandWrittenRule.FluSeason(schema, today);
        }
    };

    private final String text;

    MatchRule(String text) {
        this.text = text;
    }

    /** Compiles the rule. */
    Expression compile(Rulebook rulebook) {
        return rulebook.condition(new SourceText(name() + ".rules", text));
    }

    /** Returns the hand-written form for one day. */
    abstract HandWrittenRule byHand(Schema schema, LocalDate today);
}
