package org.tidings.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.core.EvaluationContext;
import org.tidings.segmentation.BoundRules;

class RunSettingTest {
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    private final RunSetting setting = new RunSetting(TestProgramme.library().load(), RunOptions.defaults());

    @Test
    void bound_askedAgain_givesTheSameRules() {
        assertThat(setting.bound(setting.base())).isSameAs(setting.bound(setting.base()));
    }

    @Test
    void bound_manyInstants_keepsAFewOnly() {
        List<BoundRules> first = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            first.add(setting.bound(at(i)));
        }
        int kept = 0;
        for (int i = 0; i < first.size(); i++) {
            if (setting.bound(at(i)) == first.get(i)) {
                kept++;
            }
        }

        assertThat(kept).isLessThan(300);
    }

    @Test
    void zone_known_isFound_andAMisspeltOneIsNot() {
        assertThat(setting.zone("Europe/Vienna")).contains(VIENNA);
        assertThat(setting.zone("America/Los_Angles")).isEmpty();
        assertThat(setting.zone("America/Los_Angles")).isEmpty();
    }

    private static EvaluationContext at(int second) {
        return new EvaluationContext(Instant.parse("2030-03-04T08:00:00Z").plusSeconds(second), VIENNA);
    }
}
