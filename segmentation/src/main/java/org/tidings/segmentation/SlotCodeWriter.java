package org.tidings.segmentation;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.tidings.core.Attribute;
import org.tidings.core.internal.SlotProfile;

/**
 * Writes code over the slots of a profile. Presence bits of a conjunction are tested together: one comparison of a word
 * says that all of its attributes are there, and that those are missing which must be.
 */
final class SlotCodeWriter extends CodeWriter {
    private static final String SLOTS = Type.getInternalName(SlotProfile.class);
    private static final int PERSON = 1;
    private static final int FRAME = 2;
    private static final int PRIMITIVES = 3;
    private static final int REFERENCES = 4;
    private static final int VALUE = 5;
    private static final int FIRST_WORD = 7;

    private final CompiledRules rules;
    private int words;
    private int questions;

    SlotCodeWriter(CompiledRules rules) {
        super(RuleCode.class);
        this.rules = rules;
    }

    @Override
    String entry() {
        return "isTrue";
    }

    @Override
    String descriptor() {
        return "(L" + SLOTS + ";)Z";
    }

    @Override
    void arguments(MethodVisitor m) {
        m.visitVarInsn(ALOAD, PERSON);
    }

    @Override
    void begin(MethodVisitor m, CodeTree tree) {
        BitSet slots = new BitSet();
        boolean[] kinds = new boolean[3];
        look(tree, slots, kinds);
        words = (slots.length() + 63) >>> 6;
        if (kinds[0]) {
            load(m, "primitives", "()[J", PRIMITIVES);
        }
        if (kinds[1]) {
            load(m, "references", "()[Ljava/lang/Object;", REFERENCES);
        }
        if (kinds[2]) {
            m.visitInsn(ACONST_NULL);
            m.visitVarInsn(ASTORE, FRAME);
        }
        for (int word = 0; word < words; word++) {
            int next = slots.nextSetBit(word << 6);
            if (next >= 0 && next >>> 6 == word) {
                m.visitVarInsn(ALOAD, PERSON);
                m.visitMethodInsn(INVOKEVIRTUAL, SLOTS, "presence", "()[J", false);
                m.visitLdcInsn(word);
                m.visitInsn(LALOAD);
                m.visitVarInsn(LSTORE, FIRST_WORD + 2 * word);
            }
        }
    }

    /** Finds what the leaves of a method read: slots, primitives, references, and whether they need a frame. */
    private static void look(CodeTree tree, BitSet slots, boolean[] kinds) {
        if (tree instanceof CodeTree.Junction junction) {
            junction.parts().forEach(part -> look(part, slots, kinds));
        } else if (tree instanceof CodeTree.Leaf leaf) {
            if (leaf.plan().shape() instanceof Plan.Holds holds) {
                slots.set(holds.attribute().slot());
                kinds[holds.attribute().type().isPrimitive() ? 0 : 1] = true;
            }
            kinds[2] |= leaf.plan().shape() instanceof Plan.Opaque;
        }
    }

    private static void load(MethodVisitor m, String method, String descriptor, int local) {
        m.visitVarInsn(ALOAD, PERSON);
        m.visitMethodInsn(INVOKEVIRTUAL, SLOTS, method, descriptor, false);
        m.visitVarInsn(ASTORE, local);
    }

    @Override
    List<CodeTree> together(MethodVisitor m, CodeTree.Junction junction, Exits exits, BitSet present) {
        BitSet needed = new BitSet();
        BitSet needless = new BitSet();
        List<CodeTree> rest = new ArrayList<>();
        for (CodeTree part : junction.parts()) {
            Attribute attribute = attribute(part);
            boolean presence = attribute != null && isPresence((CodeTree.Leaf) part);
            if (attribute == null) {
                rest.add(part);
                continue;
            }
            CodeTree.Leaf leaf = (CodeTree.Leaf) part;
            boolean asksPresent = leaf.side() != leaf.inverted();
            if (presence) {
                (asksPresent ? needed : needless).set(attribute.slot());
            } else {
                boolean fails = !leaf.inverted() && (leaf.side() || !test(leaf).excludesAbsent());
                if (junction.all() && fails) {
                    needed.set(attribute.slot());
                }
                rest.add(part);
            }
        }
        for (int word = 0; word < words; word++) {
            long wanted = word(needed, word) & (junction.all() ? ~word(present, word) : -1L);
            long unwanted = word(needless, word);
            masks(m, junction.all(), FIRST_WORD + 2 * word, wanted, unwanted, exits);
        }
        if (junction.all()) {
            present.or(needed);
        }
        return rest;
    }

    /** Tests presence bits of one word: all as wanted, or any as wanted. */
    private static void masks(MethodVisitor m, boolean all, int local, long wanted, long unwanted, Exits exits) {
        if (all && (wanted | unwanted) != 0) {
            masked(m, local, wanted | unwanted, wanted);
            m.visitJumpInsn(IFNE, exits.no());
        } else if (!all) {
            if (wanted != 0) {
                masked(m, local, wanted, 0);
                m.visitJumpInsn(IFNE, exits.yes());
            }
            if (unwanted != 0) {
                masked(m, local, unwanted, unwanted);
                m.visitJumpInsn(IFNE, exits.yes());
            }
        }
    }

    private static void masked(MethodVisitor m, int local, long mask, long expected) {
        m.visitVarInsn(LLOAD, local);
        m.visitLdcInsn(mask);
        m.visitInsn(LAND);
        m.visitLdcInsn(expected);
        m.visitInsn(LCMP);
    }

    private static long word(BitSet bits, int word) {
        long[] all = bits.toLongArray();
        return word < all.length ? all[word] : 0;
    }

    private static @Nullable Attribute attribute(CodeTree part) {
        return part instanceof CodeTree.Leaf leaf && leaf.plan().shape() instanceof Plan.Holds holds
                ? holds.attribute()
                : null;
    }

    private static ValueTest test(CodeTree.Leaf leaf) {
        return ((Plan.Holds) leaf.plan().shape()).test();
    }

    /** Returns whether a leaf asks for nothing but the presence bit. */
    private static boolean isPresence(CodeTree.Leaf leaf) {
        return test(leaf) instanceof ValueTest.Present present && present.last() == Long.MAX_VALUE;
    }

    @Override
    void leaf(MethodVisitor m, CodeTree.Leaf leaf, Exits exits, BitSet present) {
        Plan.Shape shape = leaf.plan().shape();
        if (shape instanceof Plan.Holds holds) {
            holds(m, holds, leaf.side(), exits, present);
            return;
        } else if (shape instanceof Plan.Constant constant) {
            go(m, constant.truth() == (leaf.side() ? Code.Condition.TRUE : Code.Condition.FALSE), exits);
            return;
        } else if (shape instanceof Plan.Opaque opaque) {
            opaque(m, opaque, leaf.side());
            finish(m, IFNE, exits);
            return;
        } else if (shape instanceof Plan.InBucket bucket) {
            m.visitVarInsn(ALOAD, PERSON);
            m.visitMethodInsn(INVOKEVIRTUAL, SLOTS, "personId", "()Ljava/lang/String;", false);
            m.visitLdcInsn(bucket.salt());
            constant(m, bucket.test(), ValueTest.Range.class);
            call(
                    m,
                    RuleCode.class,
                    "isInBucket",
                    "(Ljava/lang/String;J" + Type.getDescriptor(ValueTest.Range.class) + ")Z");
        } else {
            Plan.EventsAtLeast events = (Plan.EventsAtLeast) shape;
            m.visitVarInsn(ALOAD, PERSON);
            m.visitMethodInsn(INVOKESTATIC, className(), events(events), descriptor(), false);
        }
        finish(m, leaf.side() ? IFNE : IFEQ, exits);
    }

    private void holds(MethodVisitor m, Plan.Holds holds, boolean side, Exits exits, BitSet present) {
        Attribute attribute = holds.attribute();
        if (!present.get(attribute.slot())) {
            masked(m, FIRST_WORD + 2 * (attribute.slot() >>> 6), 1L << attribute.slot(), 0);
            m.visitJumpInsn(IFEQ, !side && holds.test().excludesAbsent() ? exits.yes() : exits.no());
        }
        TestWriter tests = new TestWriter(this, m);
        if (attribute.type().isPrimitive()) {
            m.visitVarInsn(ALOAD, PRIMITIVES);
            m.visitLdcInsn(attribute.index());
            m.visitInsn(LALOAD);
            tests.key(attribute.type());
            m.visitVarInsn(LSTORE, VALUE);
            tests.key((ValueTest.OfKey) holds.test(), side, VALUE, exits);
        } else if (holds.test() instanceof ValueTest.Present) {
            go(m, side, exits);
        } else if (holds.test() instanceof ValueTest.OfText text) {
            reference(m, attribute, "java/lang/String");
            m.visitVarInsn(ASTORE, VALUE);
            tests.text(text, side, VALUE, exits);
        } else {
            constant(m, holds.test(), holds.test().getClass());
            reference(m, attribute, "[Ljava/lang/String;");
            m.visitMethodInsn(
                    INVOKEVIRTUAL,
                    Type.getInternalName(holds.test().getClass()),
                    "holds",
                    "([Ljava/lang/String;)Z",
                    false);
            finish(m, side ? IFNE : IFEQ, exits);
        }
    }

    private static void reference(MethodVisitor m, Attribute attribute, String type) {
        m.visitVarInsn(ALOAD, REFERENCES);
        m.visitLdcInsn(attribute.index());
        m.visitInsn(AALOAD);
        m.visitTypeInsn(CHECKCAST, type);
    }

    private void opaque(MethodVisitor m, Plan.Opaque opaque, boolean side) {
        String frame = Type.getDescriptor(Frame.class);
        constant(m, opaque.code(), Code.Condition.class);
        m.visitVarInsn(ALOAD, FRAME);
        constant(m, rules, CompiledRules.class);
        m.visitVarInsn(ALOAD, PERSON);
        call(
                m,
                RuleCode.class,
                "frame",
                "(" + frame + Type.getDescriptor(CompiledRules.class) + "L" + SLOTS + ";)" + frame);
        m.visitInsn(DUP);
        m.visitVarInsn(ASTORE, FRAME);
        m.visitMethodInsn(
                INVOKEINTERFACE,
                Type.getInternalName(Code.Condition.class),
                side ? "isTrue" : "isFalse",
                "(" + frame + ")Z",
                true);
    }

    /** Writes the method of a question about events and returns its name. */
    private String events(Plan.EventsAtLeast events) {
        String name = "events" + questions++;
        new EventCodeWriter(this, events).write(method(name, descriptor()));
        return name;
    }
}
