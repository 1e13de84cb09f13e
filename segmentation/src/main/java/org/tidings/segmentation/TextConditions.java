package org.tidings.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.tidings.core.TextOrder;
import org.tidings.segmentation.Conditions.Whole;
import org.tidings.segmentation.internal.Expr;
import org.tidings.segmentation.internal.Expr.Comparison;
import org.tidings.segmentation.internal.Network;
import org.tidings.segmentation.internal.TextPattern;

/** Codes of conditions on texts and sets of texts. */
final class TextConditions {
    private TextConditions() {}

    /** A test of two texts that are both known. */
    @FunctionalInterface
    private interface TextTest {
        boolean test(String left, String right);
    }

    static Code.Condition compare(Comparison comparison, Code.Reference left, Code.Reference right) {
        TextTest test =
                comparison == Comparison.EQ ? String::equals : (a, b) -> comparison.accepts(TextOrder.compare(a, b));
        return both(left, right, test);
    }

    static Code.Condition match(Expr.Match match, Code.Reference value, Code.Reference pattern) {
        return switch (match.kind()) {
            case LIKE -> {
                LikePattern like = LikePattern.of((String) ((Expr.Literal) match.pattern()).value());
                yield single(value, like::matches);
            }
            case STARTS -> both(value, pattern, String::startsWith);
            case ENDS -> both(value, pattern, String::endsWith);
            case CONTAINS -> both(value, pattern, String::contains);
        };
    }

    static Code.Condition email(Code.Reference value) {
        return single(value, Texts::isEmail);
    }

    static Code.Condition matches(Code.Reference value, TextPattern pattern) {
        return single(value, pattern::isIn);
    }

    static Code.Condition inNetwork(Code.Reference value, Network range) {
        return single(value, range::contains);
    }

    private static Code.Condition both(Code.Reference left, Code.Reference right, TextTest test) {
        Whole whole = frame -> {
            String a = (String) left.get(frame);
            if (a == null) {
                return Code.Condition.UNKNOWN;
            }
            String b = (String) right.get(frame);
            return b == null ? Code.Condition.UNKNOWN : test.test(a, b) ? Code.Condition.TRUE : Code.Condition.FALSE;
        };
        return Constants.foldCondition(whole, left, right);
    }

    private static Code.Condition single(Code.Reference value, Predicate<String> test) {
        Whole whole = frame -> {
            String text = (String) value.get(frame);
            return text == null ? Code.Condition.UNKNOWN : test.test(text) ? Code.Condition.TRUE : Code.Condition.FALSE;
        };
        return Constants.foldCondition(whole, value);
    }

    static Code.Condition between(Code.Reference value, Code.Reference low, Code.Reference high) {
        Whole whole = frame -> {
            String text = (String) value.get(frame);
            if (text == null) {
                return Code.Condition.UNKNOWN;
            }
            String least = (String) low.get(frame);
            if (least != null && TextOrder.compare(text, least) < 0) {
                return Code.Condition.FALSE;
            }
            String most = (String) high.get(frame);
            if (most != null && TextOrder.compare(text, most) > 0) {
                return Code.Condition.FALSE;
            }
            return least != null && most != null ? Code.Condition.TRUE : Code.Condition.UNKNOWN;
        };
        return Constants.foldCondition(whole, value, low, high);
    }

    /** Items split into the constant ones, looked up by hash, and the rest. */
    private record Items(Set<String> constants, List<Code.Reference> others, boolean oneMissing) {
        static Items of(List<Code.Reference> items) {
            Set<String> constants = new HashSet<>();
            List<Code.Reference> others = new ArrayList<>();
            boolean oneMissing = false;
            for (Code.Reference item : items) {
                if (!item.isConstant()) {
                    others.add(item);
                } else if (item.get(Frame.empty()) instanceof String text) {
                    constants.add(text);
                } else {
                    oneMissing = true;
                }
            }
            return new Items(Set.copyOf(constants), List.copyOf(others), oneMissing);
        }
    }

    static Code.Condition in(Code.Reference value, List<Code.Reference> list) {
        Items items = Items.of(list);
        Code.Reference[] others = items.others().toArray(Code.Reference[]::new);
        return (Whole) frame -> {
            String text = (String) value.get(frame);
            if (text == null) {
                return Code.Condition.UNKNOWN;
            }
            if (items.constants().contains(text)) {
                return Code.Condition.TRUE;
            }
            boolean open = items.oneMissing();
            for (Code.Reference other : others) {
                Object item = other.get(frame);
                if (text.equals(item)) {
                    return Code.Condition.TRUE;
                }
                open |= item == null;
            }
            return open ? Code.Condition.UNKNOWN : Code.Condition.FALSE;
        };
    }

    static Code.Condition has(Expr.HasKind kind, Code.Reference set, List<Code.Reference> list) {
        Code.Reference[] items = list.toArray(Code.Reference[]::new);
        boolean all = kind == Expr.HasKind.ALL;
        int decisive = all ? Code.Condition.FALSE : Code.Condition.TRUE;
        return (Whole) frame -> {
            String[] members = (String[]) set.get(frame);
            if (members == null) {
                return Code.Condition.UNKNOWN;
            }
            int result = 1 - decisive;
            for (Code.Reference item : items) {
                Object text = item.get(frame);
                if (text == null) {
                    result = Code.Condition.UNKNOWN;
                } else if (isMember(members, (String) text) != all) {
                    return decisive;
                }
            }
            return result;
        };
    }

    private static boolean isMember(String[] members, String text) {
        return Arrays.binarySearch(members, text, TextOrder.BY_CODE_POINT) >= 0;
    }
}
