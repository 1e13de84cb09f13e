package org.tidings.benchmarks.templating;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.tidings.templating.RenderBuffer;
import org.tidings.templating.RenderRequest;

/**
 * Tidings, on profiles: each value is looked up, asked of a decision that permits some categories and denies others, and
 * noted in the trace; the label is kept.
 */
final class TidingsPeer implements PagePeer {
    private final Function<Shown, RenderRequest> encode;
    private final BiFunction<RenderRequest, RenderBuffer, byte[]> render;
    private final RenderBuffer buffer;

    private TidingsPeer(
            Function<Shown, RenderRequest> encode,
            BiFunction<RenderRequest, RenderBuffer, byte[]> render,
            RenderBuffer buffer) {
        this.encode = encode;
        this.render = render;
        this.buffer = buffer;
    }

    /** Compiles pages that are rendered into the same buffer, as those of one thread are. */
    static List<PagePeer> compile(List<Page> pages) {
        RenderBuffer buffer = new RenderBuffer();
        return pages.stream().map(page -> of(page, buffer)).toList();
    }

    private static PagePeer of(Page page, RenderBuffer buffer) {
        if (page.kind() == Page.Kind.STOCKS) {
            TidingsStocks tidings = new TidingsStocks(page.mustache());
            return new TidingsPeer(shown -> tidings.request((StockList) shown), tidings::render, buffer);
        }
        TidingsReminder tidings =
                new TidingsReminder(page.mustache(), page.kind().isHtml());
        return new TidingsPeer(
                shown -> tidings.request(TidingsReminder.profile((Reminder) shown)), tidings::render, buffer);
    }

    @Override
    public Object encode(Shown shown) {
        return encode.apply(shown);
    }

    @Override
    public byte[] render(Object encoded) {
        return render.apply((RenderRequest) encoded, buffer);
    }
}
