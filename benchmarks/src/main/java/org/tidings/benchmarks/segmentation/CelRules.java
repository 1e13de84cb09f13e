package org.tidings.benchmarks.segmentation;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules as programs of CEL for Java, one after the other, as CEL has no way to match several: checked once, evaluated
 * by the older runtime, which takes a fifth of the time of the planner's here.
 *
 * @see <a href="https://github.com/cel-expr/cel-java#evaluate">CEL-Java: compile, check, evaluate</a>
 */
final class CelRules {
    private final List<CelRuntime.Program> programs = new ArrayList<>();
    private final BitSet found = new BitSet();

    CelRules(List<ManyRule> rules) {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("p", MapType.create(SimpleType.STRING, SimpleType.DYN))
                .setResultType(SimpleType.BOOL)
                .build();
        CelRuntime runtime = CelRuntimeFactory.legacyCelRuntimeBuilder().build();
        try {
            for (ManyRule rule : rules) {
                programs.add(runtime.createProgram(compiler.compile(text(rule)).getAst()));
            }
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a person in the form that {@link #match} takes: dates are days, sets are lists. */
    static Map<String, Object> encode(Map<String, Object> person) {
        Map<String, Object> values = new LinkedHashMap<>(person);
        values.replaceAll((name, value) -> value instanceof LocalDate date
                ? (Object) date.toEpochDay()
                : value instanceof Set<?> set ? List.copyOf(set) : value);
        return Map.of("p", values);
    }

    /** Returns the numbers of the rules that are true for a person; the same object each time. */
    BitSet match(Map<String, Object> person) {
        found.clear();
        try {
            for (int i = 0; i < programs.size(); i++) {
                if ((Boolean) programs.get(i).eval(person)) {
                    found.set(i);
                }
            }
        } catch (CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    private static String text(ManyRule rule) {
        if (rule instanceof ManyRule.And and) {
            return and.parts().stream().map(CelRules::text).collect(Collectors.joining(" && "));
        } else if (rule instanceof ManyRule.Or or) {
            return or.parts().stream().map(CelRules::text).collect(Collectors.joining(" || ", "(", ")"));
        } else if (rule instanceof ManyRule.OneOf one) {
            String field = "p." + one.attribute();
            String values =
                    one.values().stream().map(value -> "'" + value + "'").collect(Collectors.joining(", ", "[", "]"));
            String asked = one.values().size() == 1
                    ? field + (one.none() ? " != " : " == ") + "'"
                            + one.values().get(0) + "'"
                    : one.none() ? "!(" + field + " in " + values + ")" : field + " in " + values;
            return known(field, asked);
        } else if (rule instanceof ManyRule.Range range) {
            return between("p." + range.attribute(), range.low(), range.high());
        } else if (rule instanceof ManyRule.Is is) {
            return known("p." + is.attribute(), (is.value() ? "p." : "!p.") + is.attribute());
        } else if (rule instanceof ManyRule.Age age) {
            return between("p." + age.attribute(), ManyRules.firstDay(age), ManyRules.lastDay(age));
        } else if (rule instanceof ManyRule.Within within) {
            return between("p." + within.attribute(), ManyRules.firstDay(within), Long.MAX_VALUE);
        }
        ManyRule.Has has = (ManyRule.Has) rule;
        String field = "p." + has.attribute();
        String member = "'" + has.member() + "' in " + field;
        return known(field, has.none() ? "!(" + member + ")" : member);
    }

    private static String known(String field, String asked) {
        return "(has(" + field + ") && " + asked + ")";
    }

    private static String between(String field, long low, long high) {
        return "(has(" + field + ")" + (low == Long.MIN_VALUE ? "" : " && " + field + " >= " + low)
                + (high == Long.MAX_VALUE ? "" : " && " + field + " <= " + high) + ")";
    }
}
