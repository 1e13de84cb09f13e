package org.tidings.benchmarks.templating;

import java.util.List;
import java.util.stream.Stream;
import org.tidings.core.Schema;
import org.tidings.core.internal.SlotProfile;
import org.tidings.templating.SubjectView;

/**
 * The page of shares as an engineer would write it by hand, over the slots of the same profiles: bytes known before, copied
 * into a buffer that is used again.
 *
 * <p>It can do nothing else: it knows that numbers have two digits behind the point, that no name holds a quotation mark
 * or a letter beyond U+07FF, and that the page is small.
 */
final class HandWrittenStocks extends HandWrittenBytes {
    private final byte[] opening;
    private final byte[] odd;
    private final byte[] even;
    private final byte[] afterNumber;
    private final byte[] afterSymbolInLink;
    private final byte[] afterSymbol;
    private final byte[] afterName;
    private final byte[][] afterPrice;
    private final byte[][] afterChange;
    private final byte[] afterRatio;
    private final byte[] closing;
    private final int number;
    private final int symbol;
    private final int name;
    private final int price;
    private final int change;
    private final int ratio;
    private final int isOdd;
    private final int isMinus;

    /** Cuts the page of {@link StockList} at its values. */
    HandWrittenStocks(Schema schema, String text) {
        super(16 * 1024);
        String[] parts = text.split("\\{\\{[^}]*}}", -1);
        this.opening = utf8(parts[0]);
        this.odd = utf8(parts[1] + parts[2] + parts[5]);
        this.even = utf8(parts[1] + parts[4] + parts[5]);
        this.afterNumber = utf8(parts[6]);
        this.afterSymbolInLink = utf8(parts[7]);
        this.afterSymbol = utf8(parts[8]);
        this.afterName = utf8(parts[9]);
        this.afterPrice = bySign(parts, 10);
        this.afterChange = bySign(parts, 15);
        this.afterRatio = utf8(parts[20]);
        this.closing = utf8(parts[21]);
        this.number = index(schema, "number");
        this.symbol = index(schema, "symbol");
        this.name = index(schema, "name");
        this.price = index(schema, "price");
        this.change = index(schema, "change");
        this.ratio = index(schema, "ratio");
        this.isOdd = index(schema, "odd");
        this.isMinus = index(schema, "minus");
    }

    /** Returns what stands around the class of a number, where it is not negative and where it is. */
    private static byte[][] bySign(String[] parts, int at) {
        return Stream.of(parts[at + 3], parts[at + 1])
                .map(word -> utf8(parts[at] + word + parts[at + 4]))
                .toArray(byte[][]::new);
    }

    /** Returns the page in UTF-8. */
    byte[] render(List<SubjectView> lines) {
        length = 0;
        put(opening);
        for (int i = 0; i < lines.size(); i++) {
            line(SlotProfile.of(lines.get(i).profile()));
        }
        put(closing);
        return copy();
    }

    private void line(SlotProfile stock) {
        int sign = (int) stock.primitive(isMinus);
        put(stock.primitive(isOdd) != 0 ? odd : even);
        put(stock.primitive(number));
        put(afterNumber);
        put(stock.text(symbol));
        put(afterSymbolInLink);
        put(stock.text(symbol));
        put(afterSymbol);
        put(stock.text(name));
        put(afterName);
        hundredths(stock.primitive(price));
        put(afterPrice[sign]);
        hundredths(stock.primitive(change));
        put(afterChange[sign]);
        hundredths(stock.primitive(ratio));
        put(afterRatio);
    }

    private void hundredths(long bits) {
        long value = Math.round(Double.longBitsToDouble(bits) * 100);
        if (value < 0) {
            bytes[length++] = '-';
            value = -value;
        }
        put(value / 100);
        bytes[length++] = '.';
        bytes[length++] = (byte) ('0' + value / 10 % 10);
        bytes[length++] = (byte) ('0' + value % 10);
    }

    private void put(String value) {
        byte[] target = bytes;
        int at = length;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                target[at++] = (byte) (0xC0 | (c >> 6));
                target[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (c == '&' || c == '<' || c == '>') {
                byte[] instead = c == '&' ? AMP : c == '<' ? LT : GT;
                System.arraycopy(instead, 0, target, at, instead.length);
                at += instead.length;
            } else {
                target[at++] = (byte) c;
            }
        }
        length = at;
    }
}
