package org.tidings.segmentation;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.tidings.core.ValueType;
import org.tidings.segmentation.CodeWriter.Exits;

/** Writes tests of a value that is there, in a local variable. */
final class TestWriter {
    /** Up to so many texts are told apart by their hash in the code; more are looked up in a set. */
    private static final int MOST_CASES = 16;

    private final CodeWriter writer;
    private final MethodVisitor m;

    TestWriter(CodeWriter writer, MethodVisitor m) {
        this.writer = writer;
        this.m = m;
    }

    /** Turns the bits of a primitive value on the stack into its key. */
    void key(ValueType type) {
        if (type == ValueType.NUMBER) {
            m.visitInsn(DUP2);
            m.visitIntInsn(BIPUSH, 63);
            m.visitInsn(LSHR);
            m.visitLdcInsn(Long.MAX_VALUE);
            m.visitInsn(LAND);
            m.visitInsn(LXOR);
        }
    }

    /** Tests a key for "definitely true" ({@code side}) or "definitely false". */
    void key(ValueTest.OfKey test, boolean side, int local, Exits exits) {
        if (test instanceof ValueTest.Present present) {
            boolean always = present.last() == Long.MAX_VALUE;
            if (always) {
                CodeWriter.go(m, side, exits);
            } else {
                compare(local, present.last());
                CodeWriter.finish(m, side ? IFLE : IFGT, exits);
            }
        } else if (test instanceof ValueTest.Range range) {
            if (side) {
                range(range, local, exits);
            } else {
                outside(range, local, exits);
            }
        } else {
            oneOf((ValueTest.OneOf) test, side, local, exits);
        }
    }

    private void compare(int local, long bound) {
        m.visitVarInsn(LLOAD, local);
        m.visitLdcInsn(bound);
        m.visitInsn(LCMP);
    }

    private void range(ValueTest.Range range, int local, Exits exits) {
        if (range.isEmpty()) {
            CodeWriter.go(m, false, exits);
        } else if (range.isPoint()) {
            compare(local, range.low());
            CodeWriter.finish(m, IFEQ, exits);
        } else if (range.low() == Long.MIN_VALUE) {
            if (range.high() == Long.MAX_VALUE) {
                CodeWriter.go(m, true, exits);
            } else {
                compare(local, range.high());
                CodeWriter.finish(m, IFLE, exits);
            }
        } else if (range.high() == Long.MAX_VALUE) {
            compare(local, range.low());
            CodeWriter.finish(m, IFGE, exits);
        } else {
            compare(local, range.low());
            m.visitJumpInsn(IFLT, exits.no());
            compare(local, range.high());
            CodeWriter.finish(m, IFLE, exits);
        }
    }

    /** Tests whether a key is in the domain of a range and not in the range. */
    private void outside(ValueTest.Range range, int local, Exits exits) {
        domain(range.first(), range.last(), local, exits);
        if (range.isEmpty()) {
            CodeWriter.go(m, true, exits);
        } else if (range.isPoint()) {
            compare(local, range.low());
            CodeWriter.finish(m, IFNE, exits);
        } else {
            compare(local, range.low());
            m.visitJumpInsn(IFLT, exits.yes());
            compare(local, range.high());
            CodeWriter.finish(m, IFGT, exits);
        }
    }

    private void domain(long first, long last, int local, Exits exits) {
        if (first != Long.MIN_VALUE) {
            compare(local, first);
            m.visitJumpInsn(IFLT, exits.no());
        }
        if (last != Long.MAX_VALUE) {
            compare(local, last);
            m.visitJumpInsn(IFGT, exits.no());
        }
    }

    private void oneOf(ValueTest.OneOf test, boolean side, int local, Exits exits) {
        if (!side) {
            domain(test.first(), test.last(), local, exits);
        }
        if (test.keys().size() <= 8) {
            for (long key : test.keys()) {
                compare(local, key);
                m.visitJumpInsn(IFEQ, side ? exits.yes() : exits.no());
            }
            CodeWriter.go(m, !side, exits);
            return;
        }
        writer.constant(m, test.keys().stream().mapToLong(Long::longValue).toArray(), long[].class);
        m.visitVarInsn(LLOAD, local);
        m.visitMethodInsn(INVOKESTATIC, "java/util/Arrays", "binarySearch", "([JJ)I", false);
        CodeWriter.finish(m, side ? IFGE : IFLT, exits);
    }

    /** Tests a text for "definitely true" ({@code side}) or "definitely false". */
    void text(ValueTest.OfText test, boolean side, int local, Exits exits) {
        Exits ways = side ? exits : exits.swapped();
        if (test instanceof ValueTest.Present) {
            CodeWriter.go(m, true, ways);
        } else if (test instanceof ValueTest.AnyOf any) {
            anyOf(any, local, ways);
        } else if (test instanceof ValueTest.Match match) {
            m.visitVarInsn(ALOAD, local);
            writer.constant(m, match.part(), String.class);
            String method = switch (match.kind()) {
                case STARTS -> "startsWith";
                case ENDS -> "endsWith";
                case CONTAINS -> "contains";
                case LIKE -> throw new IllegalStateException("a pattern is a Like");
            };
            String parameter = method.equals("contains") ? "(Ljava/lang/CharSequence;)Z" : "(Ljava/lang/String;)Z";
            m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", method, parameter, false);
            CodeWriter.finish(m, IFNE, ways);
        } else {
            writer.constant(m, test, test.getClass());
            m.visitVarInsn(ALOAD, local);
            m.visitMethodInsn(
                    INVOKEVIRTUAL, Type.getInternalName(test.getClass()), "holds", "(Ljava/lang/String;)Z", false);
            CodeWriter.finish(m, IFNE, ways);
        }
    }

    private void anyOf(ValueTest.AnyOf any, int local, Exits exits) {
        List<String> texts = any.texts();
        if (texts.size() > MOST_CASES) {
            writer.constant(m, Set.copyOf(texts), Set.class);
            m.visitVarInsn(ALOAD, local);
            m.visitMethodInsn(INVOKEINTERFACE, "java/util/Set", "contains", "(Ljava/lang/Object;)Z", true);
            CodeWriter.finish(m, IFNE, exits);
        } else if (texts.size() <= 2) {
            equal(texts, local, exits);
        } else {
            byHash(texts, local, exits);
        }
    }

    private void equal(List<String> texts, int local, Exits exits) {
        for (int i = 0; i < texts.size(); i++) {
            writer.constant(m, texts.get(i), String.class);
            m.visitVarInsn(ALOAD, local);
            m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
            if (i == texts.size() - 1) {
                CodeWriter.finish(m, IFNE, exits);
            } else {
                m.visitJumpInsn(IFNE, exits.yes());
            }
        }
    }

    /** Tells texts apart by their hash, which a text keeps once it was asked for. */
    private void byHash(List<String> texts, int local, Exits exits) {
        Map<Integer, List<String>> byHash = new TreeMap<>();
        texts.forEach(text -> byHash.computeIfAbsent(text.hashCode(), key -> new ArrayList<>())
                .add(text));
        int[] hashes = byHash.keySet().stream().mapToInt(Integer::intValue).toArray();
        Label[] cases = byHash.keySet().stream().map(key -> new Label()).toArray(Label[]::new);
        m.visitVarInsn(ALOAD, local);
        m.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "hashCode", "()I", false);
        m.visitLookupSwitchInsn(exits.no(), hashes, cases);
        int number = 0;
        for (List<String> same : byHash.values()) {
            m.visitLabel(cases[number++]);
            boolean last = number == cases.length;
            equal(same, local, last ? exits : new Exits(exits.yes(), exits.no(), false));
            if (!last) {
                m.visitJumpInsn(GOTO, exits.no());
            }
        }
    }
}
