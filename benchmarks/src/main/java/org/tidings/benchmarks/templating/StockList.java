package org.tidings.benchmarks.templating;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A page with a table of twenty shares, in the form of the page by which Java's template engines have been compared for
 * years: six columns, a link, a class by line, a class by sign.
 *
 * <p>Numbers have two digits behind the point, the last one not 0, so that the shortest form is the same everywhere.
 *
 * @param stocks the lines
 * @see <a href="https://github.com/mbosecke/template-benchmark">Template benchmark: the page that this one follows</a>
 */
public record StockList(List<Stock> stocks) implements Shown {
    /** The page as Mustache. */
    static final String HTML = """
            <!DOCTYPE html>
            <html lang="en" dir="ltr">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Shares of today</title>
            <style>
            body { margin: 16px; color: #222222; font: 15px/1.4 sans-serif; }
            table { width: 100%; border-collapse: collapse; }
            th, td { padding: 4px 8px; text-align: left; }
            tr.even { background: #eef2f6; }
            td.minus { color: #b00020; }
            td.plus { color: #1b5e20; }
            </style>
            </head>
            <body>
            <h1>Shares of today</h1>
            <table>
            <thead>
            <tr><th>#</th><th>Symbol</th><th>Name</th><th>Price</th><th>Change</th><th>Ratio</th></tr>
            </thead>
            <tbody>
            {{#stocks}}<tr class="{{#odd}}odd{{/odd}}{{^odd}}even{{/odd}}">
            <td>{{number}}</td>
            <td><a href="https://shares.example/of?s={{symbol}}">{{symbol}}</a></td>
            <td>{{name}}</td>
            <td><strong>{{price}}</strong></td>
            <td class="{{#minus}}minus{{/minus}}{{^minus}}plus{{/minus}}">{{change}}</td>
            <td class="{{#minus}}minus{{/minus}}{{^minus}}plus{{/minus}}">{{ratio}}</td>
            </tr>
            {{/stocks}}</tbody>
            </table>
            </body>
            </html>""";

    private static final String[] NAMES = {
        "Adler Maschinenbau",
        "Brandt & Cie.",
        "Cardinal Water Works",
        "Dunmore & Hale",
        "Eastfield Rail",
        "Fjord Energi",
        "Grünwald Papier",
        "Harbor Light & Power"
    };

    /** Copies the list. */
    public StockList {
        stocks = List.copyOf(stocks);
    }

    /**
     * A line.
     *
     * @param number place in the list, from 1
     * @param name holds a character that HTML has to escape, in three of eight
     * @param odd whether the number is odd
     * @param minus whether the change is negative
     */
    public record Stock(
            int number,
            String symbol,
            String name,
            double price,
            double change,
            double ratio,
            boolean odd,
            boolean minus) {
        /** Returns the line for an engine that reads maps. */
        Map<String, Object> toMap() {
            return Map.of(
                    "number", number,
                    "symbol", symbol,
                    "name", name,
                    "price", price,
                    "change", change,
                    "ratio", ratio,
                    "odd", odd,
                    "minus", minus);
        }
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of("stocks", stocks.stream().map(Stock::toMap).toList());
    }

    /** Returns lists of twenty lines from a fixed seed. */
    static List<StockList> generate(int count) {
        SplittableRandom random = new SplittableRandom(20260302);
        List<StockList> lists = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lists.add(new StockList(IntStream.rangeClosed(1, 20)
                    .mapToObj(number -> stock(number, random))
                    .toList()));
        }
        return lists;
    }

    private static Stock stock(int number, SplittableRandom random) {
        boolean minus = random.nextInt(3) == 0;
        double sign = minus ? -1 : 1;
        StringBuilder symbol = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            symbol.append((char) ('A' + random.nextInt(26)));
        }
        return new Stock(
                number,
                symbol.toString(),
                NAMES[random.nextInt(NAMES.length)],
                hundredths(random, 1000, 40000),
                sign * hundredths(random, 10, 900),
                sign * hundredths(random, 1, 500),
                number % 2 == 1,
                minus);
    }

    /** Draws a number of hundredths that does not end in 0. */
    private static double hundredths(SplittableRandom random, int from, int to) {
        int tens = random.nextInt(from / 10, to / 10);
        return (tens * 10 + random.nextInt(1, 10)) / 100.0;
    }
}
