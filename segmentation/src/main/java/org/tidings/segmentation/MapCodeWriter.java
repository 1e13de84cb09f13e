package org.tidings.segmentation;

import static org.objectweb.asm.Opcodes.*;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.tidings.core.Attribute;
import org.tidings.core.ValueType;

/** Writes code over a map of values: each leaf looks up its attribute and reads the value where it is needed. */
final class MapCodeWriter extends CodeWriter {
    private static final String VALUES = Type.getInternalName(MapValues.class);
    private static final int PERSON_ID = 1;
    private static final int MAP = 2;
    private static final int OBJECT = 3;
    private static final int VALUE = 4;

    MapCodeWriter() {
        super(MapCode.class);
    }

    /** Returns whether every leaf can be written. */
    static boolean canWrite(List<CodeTree> methods) {
        return methods.stream().allMatch(MapCodeWriter::canWrite);
    }

    private static boolean canWrite(CodeTree tree) {
        if (tree instanceof CodeTree.Junction junction) {
            return canWrite(junction.parts());
        }
        return !(tree instanceof CodeTree.Leaf leaf) || !(leaf.plan().shape() instanceof Plan.Opaque);
    }

    @Override
    String entry() {
        return "isTrue";
    }

    @Override
    String descriptor() {
        return "(Ljava/lang/String;Ljava/util/Map;)Z";
    }

    @Override
    void arguments(MethodVisitor m) {
        m.visitVarInsn(ALOAD, PERSON_ID);
        m.visitVarInsn(ALOAD, MAP);
    }

    @Override
    void begin(MethodVisitor m, CodeTree tree) {}

    @Override
    void leaf(MethodVisitor m, CodeTree.Leaf leaf, Exits exits, BitSet present) {
        Plan.Shape shape = leaf.plan().shape();
        if (shape instanceof Plan.Holds holds) {
            holds(m, holds, leaf.side(), exits);
            return;
        } else if (shape instanceof Plan.Constant constant) {
            go(m, constant.truth() == (leaf.side() ? Code.Condition.TRUE : Code.Condition.FALSE), exits);
            return;
        } else if (shape instanceof Plan.InBucket bucket) {
            String range = Type.getDescriptor(ValueTest.Range.class);
            m.visitVarInsn(ALOAD, PERSON_ID);
            m.visitLdcInsn(bucket.salt());
            constant(m, bucket.test(), ValueTest.Range.class);
            call(m, RuleCode.class, "isInBucket", "(Ljava/lang/String;J" + range + ")Z");
        } else {
            Plan.EventsAtLeast events = (Plan.EventsAtLeast) shape;
            String query = Type.getDescriptor(EventQuery.class);
            constant(m, events.events(), EventQuery.class);
            m.visitLdcInsn(events.least());
            arguments(m);
            call(m, MapValues.class, "isAtLeast", "(" + query + "JLjava/lang/String;Ljava/util/Map;)Z");
        }
        finish(m, leaf.side() ? IFNE : IFEQ, exits);
    }

    private void holds(MethodVisitor m, Plan.Holds holds, boolean side, Exits exits) {
        Attribute attribute = holds.attribute();
        Label absent = !side && holds.test().excludesAbsent() ? exits.yes() : exits.no();
        boolean text = attribute.type() == ValueType.TEXT;
        // The value, or null where there is none.
        m.visitVarInsn(ALOAD, MAP);
        constant(m, attribute.name(), String.class);
        if (text) {
            m.visitVarInsn(ALOAD, PERSON_ID);
            m.visitMethodInsn(
                    INVOKESTATIC,
                    VALUES,
                    "text",
                    "(Ljava/util/Map;Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
                    false);
        } else {
            m.visitMethodInsn(INVOKEINTERFACE, "java/util/Map", "get", "(Ljava/lang/Object;)Ljava/lang/Object;", true);
        }
        m.visitInsn(DUP);
        m.visitVarInsn(ASTORE, OBJECT);
        m.visitJumpInsn(IFNULL, absent);
        TestWriter tests = new TestWriter(this, m);
        if (text) {
            tests.text((ValueTest.OfText) holds.test(), side, OBJECT, exits);
        } else if (attribute.type() == ValueType.TEXT_SET) {
            set(m, holds, side, exits);
        } else {
            m.visitVarInsn(ALOAD, OBJECT);
            constant(m, attribute.name(), String.class);
            m.visitVarInsn(ALOAD, PERSON_ID);
            String method = attribute.type().name().toLowerCase(Locale.ROOT);
            m.visitMethodInsn(
                    INVOKESTATIC, VALUES, method, "(Ljava/lang/Object;Ljava/lang/String;Ljava/lang/String;)J", false);
            tests.key(attribute.type());
            m.visitVarInsn(LSTORE, VALUE);
            tests.key((ValueTest.OfKey) holds.test(), side, VALUE, exits);
        }
    }

    private void set(MethodVisitor m, Plan.Holds holds, boolean side, Exits exits) {
        constant(m, holds.test(), ValueTest.OfSet.class);
        m.visitVarInsn(ALOAD, OBJECT);
        constant(m, holds.attribute().name(), String.class);
        m.visitVarInsn(ALOAD, PERSON_ID);
        m.visitMethodInsn(
                INVOKESTATIC,
                VALUES,
                "holds",
                "(" + Type.getDescriptor(ValueTest.OfSet.class)
                        + "Ljava/lang/Object;Ljava/lang/String;Ljava/lang/String;)Z",
                false);
        finish(m, side ? IFNE : IFEQ, exits);
    }
}
