package org.tidings.benchmarks.templating;

import java.util.function.Function;
import org.tidings.core.Profile;
import org.tidings.templating.RenderRequest;

/** The pages by hand, on the same profiles as Tidings. */
final class HandWrittenPeer implements PagePeer {
    private final Function<Shown, Object> encode;
    private final Function<Object, byte[]> render;

    private HandWrittenPeer(Function<Shown, Object> encode, Function<Object, byte[]> render) {
        this.encode = encode;
        this.render = render;
    }

    static PagePeer of(Page page) {
        return switch (page.kind()) {
            case TEXT, HTML -> {
                HandWrittenReminder byHand = new HandWrittenReminder(
                        TidingsReminder.SCHEMA, page.mustache(), page.kind().isHtml());
                yield new HandWrittenPeer(
                        shown -> TidingsReminder.profile((Reminder) shown),
                        profile -> byHand.render((Profile) profile));
            }
            case STOCKS -> {
                HandWrittenStocks byHand = new HandWrittenStocks(TidingsStocks.SCHEMA, page.mustache());
                TidingsStocks tidings = new TidingsStocks(page.mustache());
                yield new HandWrittenPeer(
                        shown -> tidings.request((StockList) shown),
                        request -> byHand.render(((RenderRequest) request).subjects()));
            }
            case LOADED -> throw page.notKnownBefore();
        };
    }

    @Override
    public Object encode(Shown shown) {
        return encode.apply(shown);
    }

    @Override
    public byte[] render(Object encoded) {
        return render.apply(encoded);
    }
}
