package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.consent.Worlds.World;
import org.tidings.core.Channel;
import org.tidings.core.ConsentDecision;
import org.tidings.testkit.Property;

class ConsentPrefilterTest {
    private final ConsentPrefilter filter = ConsentPrefilter.of(Fixtures.CATALOGUE, Fixtures.AT);

    @Test
    void mayPermit_randomWorlds_neverShutsOutAPermission() {
        int[] shutOut = new int[1];
        Property.forAll(Worlds::world).withTries(4_000).check(world -> {
            DecisionRequest asked = world.request();
            DecisionRequest self = new DecisionRequest(
                    asked.subject(),
                    asked.subject(),
                    asked.purpose(),
                    asked.channel(),
                    asked.uses(),
                    asked.jurisdiction(),
                    asked.at(),
                    asked.at(),
                    asked.contactPoint());
            World own = world.asking(self).with(world.subject(), world.subject());
            ConsentDecision decision = own.decide();
            ConsentPrefilter of = ConsentPrefilter.of(world.catalogue(), self.at());
            of.set(3, ConsentHistory.of(world.subject()));

            boolean mayPermit = of.mayPermit(3, self.purpose(), self.channel());

            assertThat(mayPermit || !decision.permits())
                    .as("shut out of %s", decision)
                    .isTrue();
            shutOut[0] += mayPermit ? 0 : 1;
        });
        assertThat(shutOut[0]).isGreaterThan(800);
    }

    @Test
    void mayPermit_laterInstants_neverShutOutAPermission() {
        Property.forAll(Worlds::world).withTries(1_000).check(world -> {
            DecisionRequest asked = world.request();
            ConsentPrefilter of = ConsentPrefilter.of(world.catalogue(), asked.at());
            of.set(0, ConsentHistory.of(world.subject()));
            if (of.mayPermit(0, asked.purpose(), asked.channel()) || !world.isSelf()) {
                return;
            }
            for (int hours = 0; hours < 80; hours += 7) {
                DecisionRequest later = asked.withAt(asked.at().plusSeconds(3_600L * hours))
                        .withAsOf(asked.at().plusSeconds(3_600L * hours));
                assertThat(world.asking(later).decide().permits()).isFalse();
            }
        });
    }

    @Test
    void candidates_consentPurpose_areThoseWithAStandingYes() {
        filter.set(0, ConsentHistory.empty());
        filter.set(1, Fixtures.history(Fixtures.event(ConsentEventType.GRANT, "news", 9)));
        filter.set(
                2,
                Fixtures.history(
                        Fixtures.event(ConsentEventType.GRANT, "news", 9),
                        Fixtures.event(ConsentEventType.WITHDRAW, "news", 3)));
        filter.set(
                3,
                Fixtures.history(
                        Fixtures.event(ConsentEventType.GRANT, "news", 9).channels(Channel.SMS)));

        assertThat(filter.candidates("news", Channel.EMAIL).stream()).containsExactly(1);
        assertThat(filter.candidates("news", Channel.SMS).stream()).containsExactly(1, 3);
        assertThat(filter.candidates("none", Channel.SMS).isEmpty()).isTrue();
        assertThat(filter.candidates("health", Channel.SMS).isEmpty()).isTrue();
    }

    @Test
    void candidates_optOutLetter_areAllButThoseWhoSaidNo() {
        filter.set(0, ConsentHistory.empty());
        filter.set(1, Fixtures.history(Fixtures.event(ConsentEventType.REFUSE, "health.campaign", 9)));
        filter.set(2, Fixtures.history(Fixtures.event(ConsentEventType.OBJECT, "health", 9)));

        assertThat(filter.candidates("health.campaign", Channel.LETTER).stream())
                .containsExactly(0);
        assertThat(filter.candidates("health.campaign", Channel.EMAIL).isEmpty())
                .isTrue();
        assertThat(filter.candidates("health.campaign", Channel.SMS).stream()).containsExactly(0, 1);
    }

    @Test
    void set_again_replacesTheBits() {
        filter.set(1, Fixtures.history(Fixtures.event(ConsentEventType.GRANT, "news", 9)));
        filter.set(
                1,
                "news",
                Channel.EMAIL,
                Fixtures.history(
                        Fixtures.event(ConsentEventType.GRANT, "news", 9),
                        Fixtures.event(ConsentEventType.TOMBSTONE, "news", 3)));
        filter.set(1, "none", Channel.EMAIL, ConsentHistory.of(List.of()));

        assertThat(filter.mayPermit(1, "news", Channel.EMAIL)).isFalse();
        assertThat(filter.mayPermit(1, "news", Channel.LETTER)).isTrue();
        assertThat(filter.mayPermit(2, "news", Channel.LETTER)).isFalse();
    }
}
