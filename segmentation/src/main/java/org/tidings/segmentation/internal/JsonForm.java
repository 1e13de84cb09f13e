package org.tidings.segmentation.internal;

import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tidings.core.json.JsonOutput;

/** Writes a tree as JSON; the form stands in the guide. */
public final class JsonForm {
    private final JsonOutput out;

    private JsonForm(JsonOutput out) {
        this.out = out;
    }

    /** Returns the JSON text of a tree. */
    public static String write(Expr expr) {
        StringWriter text = new StringWriter();
        try (JsonOutput out = JsonOutput.to(text)) {
            new JsonForm(out).item(expr);
        }
        return text.toString();
    }

    private void member(String name, Expr expr) {
        Object scalar = scalar(expr);
        if (scalar instanceof Boolean bool) {
            out.field(name, (boolean) bool);
        } else if (scalar instanceof Long integer) {
            out.field(name, (long) integer);
        } else if (scalar instanceof String text) {
            out.field(name, text);
        } else {
            out.beginObject(name);
            content(expr);
            out.end();
        }
    }

    private void item(Expr expr) {
        Object scalar = scalar(expr);
        if (scalar instanceof Boolean bool) {
            out.item((boolean) bool);
        } else if (scalar instanceof Long integer) {
            out.item((long) integer);
        } else if (scalar instanceof String text) {
            out.item(text);
        } else {
            out.beginObject();
            content(expr);
            out.end();
        }
    }

    /** Returns the value of a literal; a node that is none, or is an object in JSON, returns itself. */
    private static Object scalar(Expr expr) {
        return expr instanceof Expr.Literal literal ? literal.value() : expr;
    }

    private void content(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            String kind = literal.value() instanceof Double
                    ? "number"
                    : literal.value() instanceof LocalDate ? "date" : "instant";
            out.field(
                    kind,
                    literal.value() instanceof Double number
                            ? Numbers.literal(number)
                            : literal.value().toString());
        } else if (expr instanceof Expr.Missing) {
            out.field("missing", true);
        } else if (expr instanceof Expr.Name name) {
            out.field("name", name.name());
        } else if (expr instanceof Expr.SegmentRef segment) {
            out.field("segment", segment.segment());
        } else if (expr instanceof Expr.Bucket bucket) {
            out.field("bucket", bucket.salt());
        } else if (expr instanceof Expr.Not not) {
            member("not", not.operand());
        } else if (expr instanceof Expr.Negate negate) {
            member("negate", negate.operand());
        } else if (expr instanceof Expr.Is is) {
            member("is " + is.test().word(), is.value());
        } else if (expr instanceof Expr.Shift shift) {
            items(shift.back() ? "minus" : "plus", shift.children());
            out.field("unit", shift.unit().word());
        } else if (expr instanceof Expr.Call call) {
            out.field("call", call.function().word());
            items("arguments", call.arguments());
        } else if (expr instanceof Expr.Case branches) {
            caseOf(branches);
        } else if (expr instanceof Expr.Aggregate aggregate) {
            aggregate(aggregate);
        } else {
            items(operator(expr), expr.children());
        }
    }

    /** Returns the name of a node that is nothing but a list of operands. */
    private static String operator(Expr expr) {
        if (expr instanceof Expr.And) {
            return "and";
        } else if (expr instanceof Expr.Or) {
            return "or";
        } else if (expr instanceof Expr.Concat) {
            return "||";
        } else if (expr instanceof Expr.Compare compare) {
            return compare.comparison().symbol();
        } else if (expr instanceof Expr.Between) {
            return "between";
        } else if (expr instanceof Expr.In) {
            return "in";
        } else if (expr instanceof Expr.Match match) {
            return match.kind().words();
        } else if (expr instanceof Expr.Has has) {
            return has.kind().words();
        } else if (expr instanceof Expr.Arithmetic arithmetic) {
            return arithmetic.operation().symbol();
        }
        throw new IllegalStateException("no JSON for " + expr.getClass());
    }

    private void caseOf(Expr.Case node) {
        out.beginArray("case");
        for (Expr.Branch branch : node.branches()) {
            out.beginObject();
            member("when", branch.when());
            member("then", branch.then());
            out.end();
        }
        out.end();
        optional("of", node.subject());
        optional("else", node.otherwise());
    }

    private void aggregate(Expr.Aggregate aggregate) {
        out.field("events", kindName(aggregate.kind()));
        out.field("stream", aggregate.stream());
        aggregate.field().ifPresent(field -> out.field("field", field));
        optional("index", aggregate.index());
        optional("where", aggregate.where());
        aggregate.window().ifPresent(window -> {
            out.beginObject("within");
            out.field("amount", window.amount());
            out.field("unit", window.unit().word());
            out.end();
        });
    }

    /** Returns the name of an aggregate in JSON. */
    static String kindName(Expr.AggregateKind kind) {
        return kind == Expr.AggregateKind.COUNT_DISTINCT ? "count distinct" : kind.word();
    }

    private void optional(String name, Optional<Expr> expr) {
        if (expr.isPresent()) {
            member(name, expr.get());
        }
    }

    private void items(String name, List<Expr> items) {
        out.beginArray(name);
        items.forEach(this::item);
        out.end();
    }
}
