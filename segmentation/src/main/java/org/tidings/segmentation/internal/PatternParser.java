package org.tidings.segmentation.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tidings.segmentation.internal.TextPattern.Place;
import org.tidings.segmentation.internal.TextPattern.Step;

/** Reads a regular expression into a program of {@link TextPattern}. */
final class PatternParser {
    private static final int MAX_REPEAT = 1_000;
    private static final int MAX_NESTING = 100;

    private static final Map<String, PatternClass> NAMED = Map.ofEntries(
            Map.entry("alpha", PatternClass.of('A', 'Z', 'a', 'z')),
            Map.entry("digit", PatternClass.DIGIT),
            Map.entry("alnum", PatternClass.of('0', '9', 'A', 'Z', 'a', 'z')),
            Map.entry("upper", PatternClass.of('A', 'Z')),
            Map.entry("lower", PatternClass.of('a', 'z')),
            Map.entry("space", PatternClass.SPACE),
            Map.entry("blank", PatternClass.of(' ', ' ', '\t', '\t')),
            Map.entry("punct", PatternClass.of('!', '/', ':', '@', '[', '`', '{', '~')),
            Map.entry("xdigit", PatternClass.of('0', '9', 'A', 'F', 'a', 'f')),
            Map.entry("word", PatternClass.WORD));

    private final String pattern;
    private int at;
    private int nesting;
    private boolean ignoreCase;
    private boolean multiline;
    private boolean dotAll;

    private PatternParser(String pattern) {
        this.pattern = pattern;
    }

    /** What is wrong with a pattern. Never leaves this package. */
    static final class Fault extends Exception {
        private static final long serialVersionUID = 1L;

        private final String what;

        Fault(String what) {
            super(what, null, false, false);
            this.what = what;
        }

        String what() {
            return what;
        }
    }

    static Step[] program(String pattern) throws Fault {
        if (pattern.length() > TextPattern.MAX_LENGTH) {
            throw new Fault("is longer than " + TextPattern.MAX_LENGTH + " characters");
        }
        PatternParser parser = new PatternParser(pattern);
        List<Step> program = parser.alternatives();
        if (parser.at < pattern.length()) {
            throw new Fault("has a ')' without '('");
        }
        program.add(new Step.Found());
        return program.toArray(Step[]::new);
    }

    /** Reads {@code a|b|c}; addresses in a fragment are relative to its beginning until it is moved. */
    private List<Step> alternatives() throws Fault {
        if (++nesting > MAX_NESTING) {
            throw new Fault("has groups that are nested more than " + MAX_NESTING + " deep");
        }
        List<List<Step>> branches = new ArrayList<>();
        branches.add(sequence());
        while (at < pattern.length() && pattern.charAt(at) == '|') {
            at++;
            branches.add(sequence());
        }
        nesting--;
        List<Step> result = branches.get(branches.size() - 1);
        for (int i = branches.size() - 2; i >= 0; i--) {
            result = either(branches.get(i), result);
        }
        return result;
    }

    private List<Step> sequence() throws Fault {
        List<Step> result = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            append(result, repeated(atom()));
        }
        return result;
    }

    private List<Step> atom() throws Fault {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' -> take(bracket());
            case '.' -> take(dotAll ? PatternClass.ANY : PatternClass.NO_NEWLINE);
            case '^' -> place(multiline ? Place.LINE_START : Place.TEXT_START);
            case '$' -> place(multiline ? Place.LINE_END : Place.TEXT_END);
            case '\\' -> escape();
            case '*', '+', '?' -> throw new Fault("has a '" + c + "' with nothing before it");
            default -> {
                at--;
                yield take(single(codePoint()));
            }
        };
    }

    private List<Step> group() throws Fault {
        boolean oldCase = ignoreCase;
        boolean oldLine = multiline;
        boolean oldDot = dotAll;
        if (pattern.startsWith("?", at)) {
            at++;
            if (isNamedGroup()) {
                int end = pattern.indexOf('>', at);
                if (end < 0) {
                    throw new Fault("has a name of a group without '>'");
                }
                at = end + 1;
            } else if (flags()) {
                return List.of();
            }
        }
        List<Step> inner = alternatives();
        if (at == pattern.length()) {
            throw new Fault("has a '(' without ')'");
        }
        at++;
        ignoreCase = oldCase;
        multiline = oldLine;
        dotAll = oldDot;
        return inner;
    }

    private boolean isNamedGroup() throws Fault {
        for (String refused : List.of("=", "!", "<=", "<!")) {
            if (pattern.startsWith(refused, at)) {
                throw new Fault("looks ahead or behind, which is not possible");
            }
        }
        return pattern.startsWith("P<", at) || pattern.startsWith("<", at);
    }

    /** Reads flags behind {@code (?}; returns whether they hold for the rest of the enclosing group. */
    private boolean flags() throws Fault {
        boolean on = true;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            switch (c) {
                case '-' -> on = false;
                case 'i' -> ignoreCase = on;
                case 'm' -> multiline = on;
                case 's' -> dotAll = on;
                case ':' -> {
                    return false;
                }
                case ')' -> {
                    return true;
                }
                default -> throw new Fault("has an unknown flag '" + c + "'; i, m and s are possible");
            }
        }
        throw new Fault("has a '(' without ')'");
    }

    private List<Step> escape() throws Fault {
        if (at == pattern.length()) {
            throw new Fault("ends with a backslash");
        }
        char c = pattern.charAt(at);
        switch (c) {
            case 'b' -> {
                at++;
                return place(Place.WORD_BOUNDARY);
            }
            case 'B' -> {
                at++;
                return place(Place.NO_WORD_BOUNDARY);
            }
            case 'A' -> {
                at++;
                return place(Place.TEXT_START);
            }
            case 'z' -> {
                at++;
                return place(Place.TEXT_END);
            }
            default -> {
                return take(escapedClass());
            }
        }
    }

    /** Reads what follows a backslash and stands for code points. */
    private PatternClass escapedClass() throws Fault {
        if (at == pattern.length()) {
            throw new Fault("ends with a backslash");
        }
        int c = codePoint();
        return switch (c) {
            case 'd' -> PatternClass.DIGIT;
            case 'D' -> PatternClass.DIGIT.inverted();
            case 'w' -> PatternClass.WORD;
            case 'W' -> PatternClass.WORD.inverted();
            case 's' -> PatternClass.SPACE;
            case 'S' -> PatternClass.SPACE.inverted();
            case 't' -> single('\t');
            case 'n' -> single('\n');
            case 'r' -> single('\r');
            case 'f' -> single('\f');
            case 'v' -> single(0x0B);
            case 'x' -> single(hexadecimal(2));
            case 'u' -> single(hexadecimal(4));
            default -> {
                if (c >= '0' && c <= '9') {
                    throw new Fault("refers back to a group, which is not possible");
                } else if (Character.isLetter(c)) {
                    throw new Fault("has an unknown escape '\\" + Character.toString(c) + "'");
                }
                yield single(c);
            }
        };
    }

    private int hexadecimal(int digits) throws Fault {
        int end = at + digits;
        String text = pattern.substring(at, Math.min(end, pattern.length()));
        if (text.length() < digits || !text.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)) {
            throw new Fault("has an escape without " + digits + " hexadecimal digits");
        }
        at = end;
        return Integer.parseInt(text, 16);
    }

    private PatternClass bracket() throws Fault {
        boolean inverted = at < pattern.length() && pattern.charAt(at) == '^';
        if (inverted) {
            at++;
        }
        List<PatternClass> parts = new ArrayList<>();
        boolean first = true;
        while (true) {
            if (at == pattern.length()) {
                throw new Fault("has a '[' without ']'");
            }
            if (pattern.charAt(at) == ']' && !first) {
                at++;
                break;
            }
            parts.add(bracketPart());
            first = false;
        }
        // Case is folded first: [^a] without regard to case takes neither 'a' nor 'A'.
        PatternClass all = PatternClass.union(parts);
        PatternClass cased = ignoreCase ? all.folded() : all;
        return inverted ? cased.inverted() : cased;
    }

    private PatternClass bracketPart() throws Fault {
        if (pattern.startsWith("[:", at)) {
            int end = pattern.indexOf(":]", at);
            boolean negated = pattern.startsWith("[:^", at);
            String name =
                    end < 0 ? "" : pattern.substring(at + (negated ? 3 : 2), Math.max(end, at + (negated ? 3 : 2)));
            PatternClass named = NAMED.get(name);
            if (named == null) {
                throw new Fault("has an unknown class '" + name + "' between '[:' and ':]'");
            }
            at = end + 2;
            return negated ? named.inverted() : named;
        }
        PatternClass low = bracketCharacter();
        boolean isRange = at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']';
        if (!isRange || lastSingle < 0) {
            return low;
        }
        int from = lastSingle;
        at++;
        bracketCharacter();
        if (lastSingle < from) {
            throw new Fault("has a range in '[...]' whose end is below its beginning");
        }
        return PatternClass.of(from, lastSingle);
    }

    /** The code point that {@link #bracketCharacter} has read, or -1 if it was a class. */
    private int lastSingle = -1;

    private PatternClass bracketCharacter() throws Fault {
        if (pattern.charAt(at) != '\\') {
            lastSingle = codePoint();
            return PatternClass.of(lastSingle, lastSingle);
        }
        at++;
        boolean oldCase = ignoreCase;
        ignoreCase = false;
        PatternClass escaped = escapedClass();
        ignoreCase = oldCase;
        lastSingle = escaped.onlyMember();
        return escaped;
    }

    private int codePoint() {
        int codePoint = pattern.codePointAt(at);
        at += Character.charCount(codePoint);
        return codePoint;
    }

    private PatternClass single(int codePoint) {
        PatternClass one = PatternClass.of(codePoint, codePoint);
        return ignoreCase ? one.folded() : one;
    }

    private static List<Step> take(PatternClass accepted) {
        return new ArrayList<>(List.of(new Step.Take(accepted)));
    }

    private static List<Step> place(Place place) {
        return new ArrayList<>(List.of(new Step.At(place)));
    }

    private List<Step> repeated(List<Step> atom) throws Fault {
        List<Step> result = atom;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '*') {
                at++;
                result = anyNumber(result);
            } else if (c == '+') {
                at++;
                List<Step> once = new ArrayList<>(result);
                append(once, anyNumber(result));
                result = once;
            } else if (c == '?') {
                at++;
                result = either(result, new ArrayList<>());
            } else if (c == '{' && isCount()) {
                result = counted(result);
            } else {
                return result;
            }
            // Whether a repetition takes as much or as little as it can makes no difference to whether there is a
            // match.
            if (at < pattern.length() && pattern.charAt(at) == '?') {
                at++;
            }
        }
        return result;
    }

    private boolean isCount() {
        int end = pattern.indexOf('}', at);
        String inner = end < 0 ? "" : pattern.substring(at + 1, end);
        return !inner.isEmpty()
                && Character.isDigit(inner.charAt(0))
                && inner.chars().allMatch(c -> (c >= '0' && c <= '9') || c == ',')
                && inner.indexOf(',') == inner.lastIndexOf(',');
    }

    private List<Step> counted(List<Step> atom) throws Fault {
        int end = pattern.indexOf('}', at);
        String inner = pattern.substring(at + 1, end);
        at = end + 1;
        int comma = inner.indexOf(',');
        int least = count(comma < 0 ? inner : inner.substring(0, comma));
        boolean open = comma == inner.length() - 1;
        int most = comma < 0 ? least : open ? least : count(inner.substring(comma + 1));
        if (most < least) {
            throw new Fault("has a repetition whose end is below its beginning");
        }
        List<Step> result = new ArrayList<>();
        for (int i = 0; i < least; i++) {
            append(result, atom);
        }
        if (open) {
            append(result, anyNumber(atom));
        }
        List<Step> rest = new ArrayList<>();
        for (int i = least; i < most; i++) {
            List<Step> once = new ArrayList<>(atom);
            append(once, rest);
            rest = either(once, new ArrayList<>());
        }
        append(result, rest);
        return result;
    }

    private static int count(String digits) throws Fault {
        if (digits.length() > 4 || Integer.parseInt(digits) > MAX_REPEAT) {
            throw new Fault("repeats more than " + MAX_REPEAT + " times");
        }
        return Integer.parseInt(digits);
    }

    /** {@code split L1, L2; L1: left; jump end; L2: right; end}. */
    private static List<Step> either(List<Step> left, List<Step> right) throws Fault {
        List<Step> result = new ArrayList<>();
        result.add(new Step.Split(1, left.size() + 2));
        append(result, left);
        result.add(new Step.Jump(left.size() + 2 + right.size()));
        append(result, right);
        return result;
    }

    /** {@code L0: split L1, end; L1: body; jump L0; end}. */
    private static List<Step> anyNumber(List<Step> body) throws Fault {
        List<Step> result = new ArrayList<>();
        result.add(new Step.Split(1, body.size() + 2));
        append(result, body);
        result.add(new Step.Jump(0));
        return result;
    }

    /** Appends a fragment and moves its addresses. */
    private static void append(List<Step> program, List<Step> fragment) throws Fault {
        int base = program.size();
        if (base + fragment.size() > TextPattern.MAX_PROGRAM) {
            throw new Fault("is too large when its repetitions are written out");
        }
        for (Step step : fragment) {
            if (step instanceof Step.Split split) {
                program.add(new Step.Split(split.first() + base, split.second() + base));
            } else if (step instanceof Step.Jump jump) {
                program.add(new Step.Jump(jump.target() + base));
            } else {
                program.add(step);
            }
        }
    }
}
