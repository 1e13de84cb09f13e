package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of SQL while it is put together.
 *
 * @param atomic whether it costs nothing to write it twice: a column, a parameter or a constant
 */
record Sql(String text, List<SqlParameter> parameters, boolean atomic) {
    static final Sql TRUE = atom("true");
    static final Sql FALSE = atom("false");

    /** Returns a piece without parameters that may be repeated. */
    static Sql atom(String text) {
        return new Sql(text, List.of(), true);
    }

    /**
     * Fills a template: <code>{0}</code> stands for the first piece, and so on; a piece may be named several times.
     */
    static Sql of(String template, Sql... pieces) {
        StringBuilder text = new StringBuilder();
        List<SqlParameter> parameters = new ArrayList<>();
        int at = 0;
        while (at < template.length()) {
            int open = template.indexOf('{', at);
            if (open < 0) {
                break;
            }
            int close = template.indexOf('}', open);
            Sql piece = pieces[Integer.parseInt(template.substring(open + 1, close))];
            text.append(template, at, open).append(piece.text);
            parameters.addAll(piece.parameters);
            at = close + 1;
        }
        return new Sql(text.append(template, at, template.length()).toString(), parameters, false);
    }

    /** Returns pieces with a text between them, in parentheses. */
    static Sql joined(String separator, List<Sql> pieces) {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        StringBuilder template = new StringBuilder("(");
        for (int i = 0; i < pieces.size(); i++) {
            template.append(i == 0 ? "" : separator).append('{').append(i).append('}');
        }
        return of(template.append(')').toString(), pieces.toArray(Sql[]::new));
    }

    static Sql and(List<Sql> pieces) {
        return pieces.isEmpty() ? TRUE : joined(" and ", pieces);
    }

    static Sql or(List<Sql> pieces) {
        return pieces.isEmpty() ? FALSE : joined(" or ", pieces);
    }

    static Sql not(Sql piece) {
        return of("(not {0})", piece);
    }

    /** Returns how often a template names a piece. */
    static int uses(String template, int piece) {
        String name = "{" + piece + "}";
        int uses = 0;
        for (int at = template.indexOf(name); at >= 0; at = template.indexOf(name, at + 1)) {
            uses++;
        }
        return uses;
    }

    SqlText toText() {
        return new SqlText(text, parameters);
    }
}
