package org.tidings.benchmarks.templating;

import java.util.Map;

/** What a page shows: an object for engines that read objects, a map for those that rather read maps. */
public sealed interface Shown permits Reminder, StockList {
    /** Returns its values by name; an absent one is no entry. */
    Map<String, Object> toMap();
}
