package org.tidings.cli;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.tidings.campaign.RunProgress;

/** Shows a bar on the terminal for a run that takes longer than a moment. */
final class Progress implements RunProgress, AutoCloseable {
    private static final long MOMENT = Duration.ofSeconds(1).toNanos();

    private final long start = System.nanoTime();
    private @Nullable Phase phase;
    private @Nullable ProgressBar bar;

    private Progress() {}

    /** Returns a progress that shows a bar. */
    static Progress onTerminal() {
        return new Progress();
    }

    @Override
    public void at(Phase current, long done, long total) {
        if (current != phase) {
            close();
            phase = current;
        }
        if (bar == null && done < total && System.nanoTime() - start > MOMENT) {
            bar = new ProgressBarBuilder()
                    .setTaskName(current.name().toLowerCase(Locale.ROOT))
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .clearDisplayOnFinish()
                    .build();
        }
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
