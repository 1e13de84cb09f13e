package org.tidings.benchmarks.templating;

import com.fizzed.rocker.RockerModel;
import com.fizzed.rocker.runtime.ArrayOfByteArraysOutput;
import java.util.function.Function;

/**
 * Rocker, its pages compiled with the program and optimised, their texts as bytes, on the object. The pages are files in
 * {@code src/main/rocker}.
 *
 * @see <a href="https://github.com/fizzed/rocker#readme">Rocker: optimised code and pre-encoded text</a>
 */
final class RockerPeer implements PagePeer {
    private final Function<Object, RockerModel> page;

    private RockerPeer(Function<Object, RockerModel> page) {
        this.page = page;
    }

    static RockerPeer of(Page page) {
        return new RockerPeer(
                switch (page.kind()) {
                    case TEXT -> shown -> ReminderText.template((Reminder) shown);
                    case HTML -> shown -> ReminderPage.template((Reminder) shown);
                    case STOCKS -> shown -> StockPage.template((StockList) shown);
                    case LOADED -> throw page.notKnownBefore();
                });
    }

    @Override
    public Object encode(Shown shown) {
        return shown;
    }

    @Override
    public byte[] render(Object encoded) {
        return page.apply(encoded).render(ArrayOfByteArraysOutput.FACTORY).toByteArray();
    }
}
