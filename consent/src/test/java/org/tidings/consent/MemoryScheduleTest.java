package org.tidings.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tidings.consent.contract.ScheduleContract;

class MemoryScheduleTest extends ScheduleContract {
    private final LedgerStore store = LedgerStore.inMemory();

    @Override
    protected LedgerStore store() {
        return store;
    }

    @Test
    void schedules_ofTheVectors_areAllRun() {
        List<String> run = Stream.of(ScheduleContract.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> name.matches("s\\d\\d_.*"))
                .map(name -> name.substring(0, 3).toUpperCase(Locale.ROOT))
                .sorted()
                .toList();

        assertThat(run).isEqualTo(LedgerVectors.schedules());
    }
}
