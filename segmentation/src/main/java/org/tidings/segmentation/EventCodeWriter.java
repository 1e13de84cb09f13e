package org.tidings.segmentation;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.tidings.core.internal.EventColumns;
import org.tidings.core.internal.SlotProfile;
import org.tidings.segmentation.EventQuery.FieldTest;

/** Writes the loop of a question about events, from the newest to the oldest. */
final class EventCodeWriter {
    private static final String COLUMNS = Type.getInternalName(EventColumns.class);
    private static final int PERSON = 0;
    private static final int EVENTS = 1;
    private static final int TIMES = 2;
    private static final int AT = 3;
    private static final int LEFT = 4;
    private static final int VALUE = 6;
    private static final int FIRST_COLUMN = 8;

    private final CodeWriter writer;
    private final EventQuery query;
    private final long least;

    EventCodeWriter(CodeWriter writer, Plan.EventsAtLeast events) {
        this.writer = writer;
        this.query = events.events();
        this.least = events.least();
    }

    /** Writes a static method from a profile to a condition. */
    void write(MethodVisitor m) {
        Label yes = new Label();
        Label no = new Label();
        m.visitCode();
        begin(m, no);
        if (query.where().isEmpty()) {
            counted(m, no);
        } else {
            loop(m, yes, no);
        }
        m.visitLabel(yes);
        m.visitInsn(ICONST_1);
        m.visitInsn(IRETURN);
        m.visitLabel(no);
        m.visitInsn(ICONST_0);
        m.visitInsn(IRETURN);
        m.visitMaxs(0, 0);
        m.visitEnd();
    }

    private void begin(MethodVisitor m, Label no) {
        m.visitVarInsn(ALOAD, PERSON);
        m.visitLdcInsn(query.stream().index());
        m.visitMethodInsn(
                INVOKEVIRTUAL, Type.getInternalName(SlotProfile.class), "events", "(I)L" + COLUMNS + ";", false);
        m.visitInsn(DUP);
        m.visitVarInsn(ASTORE, EVENTS);
        m.visitJumpInsn(IFNULL, no);
        column(m, "longs", "[J", query.stream().timeColumn(), TIMES);
        m.visitVarInsn(ALOAD, EVENTS);
        m.visitVarInsn(ALOAD, TIMES);
        m.visitLdcInsn(query.last());
        CodeWriter.call(m, RuleCode.class, "end", "(L" + COLUMNS + ";[JJ)I");
        m.visitVarInsn(ISTORE, AT);
    }

    private static void column(MethodVisitor m, String method, String type, int column, int local) {
        m.visitVarInsn(ALOAD, EVENTS);
        m.visitLdcInsn(column);
        m.visitMethodInsn(INVOKEVIRTUAL, COLUMNS, method, "(I)" + type, false);
        m.visitVarInsn(ASTORE, local);
    }

    /** Without tests of fields the k-th event from the end decides by its time alone. */
    private void counted(MethodVisitor m, Label no) {
        m.visitVarInsn(ILOAD, AT);
        m.visitInsn(I2L);
        m.visitLdcInsn(least);
        m.visitInsn(LCMP);
        m.visitJumpInsn(IFLT, no);
        if (query.first() != Long.MIN_VALUE) {
            m.visitVarInsn(ALOAD, TIMES);
            m.visitVarInsn(ILOAD, AT);
            m.visitLdcInsn((int) Math.min(least, Integer.MAX_VALUE));
            m.visitInsn(ISUB);
            m.visitInsn(LALOAD);
            m.visitLdcInsn(query.first());
            m.visitInsn(LCMP);
            m.visitJumpInsn(IFLT, no);
        }
    }

    private void loop(MethodVisitor m, Label yes, Label no) {
        List<FieldTest> tests = query.where();
        for (int i = 0; i < tests.size(); i++) {
            boolean primitive = tests.get(i).field().type().isPrimitive();
            int column = tests.get(i).field().column();
            column(
                    m,
                    primitive ? "longs" : "texts",
                    primitive ? "[J" : "[Ljava/lang/String;",
                    column,
                    FIRST_COLUMN + i);
        }
        if (least > 1) {
            m.visitLdcInsn(least);
            m.visitVarInsn(LSTORE, LEFT);
        }
        Label next = new Label();
        m.visitLabel(next);
        m.visitIincInsn(AT, -1);
        m.visitVarInsn(ILOAD, AT);
        m.visitJumpInsn(IFLT, no);
        if (query.first() != Long.MIN_VALUE) {
            m.visitVarInsn(ALOAD, TIMES);
            m.visitVarInsn(ILOAD, AT);
            m.visitInsn(LALOAD);
            m.visitLdcInsn(query.first());
            m.visitInsn(LCMP);
            m.visitJumpInsn(IFLT, no);
        }
        for (int i = 0; i < tests.size(); i++) {
            Label passed = new Label();
            test(m, tests.get(i), FIRST_COLUMN + i, new CodeWriter.Exits(passed, next, true));
            m.visitLabel(passed);
        }
        if (least > 1) {
            m.visitVarInsn(LLOAD, LEFT);
            m.visitInsn(LCONST_1);
            m.visitInsn(LSUB);
            m.visitInsn(DUP2);
            m.visitVarInsn(LSTORE, LEFT);
            m.visitInsn(LCONST_0);
            m.visitInsn(LCMP);
            m.visitJumpInsn(IFGT, next);
        }
        m.visitJumpInsn(GOTO, yes);
    }

    private void test(MethodVisitor m, FieldTest test, int local, CodeWriter.Exits exits) {
        if (test.field().column() != query.stream().timeColumn()) {
            m.visitVarInsn(ALOAD, EVENTS);
            m.visitLdcInsn(test.field().column());
            m.visitVarInsn(ILOAD, AT);
            m.visitMethodInsn(INVOKEVIRTUAL, COLUMNS, "isPresent", "(II)Z", false);
            m.visitJumpInsn(IFEQ, test.negated() && test.test().excludesAbsent() ? exits.yes() : exits.no());
        }
        TestWriter tests = new TestWriter(writer, m);
        m.visitVarInsn(ALOAD, local);
        m.visitVarInsn(ILOAD, AT);
        if (test.field().type().isPrimitive()) {
            m.visitInsn(LALOAD);
            tests.key(test.field().type());
            m.visitVarInsn(LSTORE, VALUE);
            tests.key((ValueTest.OfKey) test.test(), !test.negated(), VALUE, exits);
        } else {
            m.visitInsn(AALOAD);
            m.visitVarInsn(ASTORE, VALUE);
            tests.text((ValueTest.OfText) test.test(), !test.negated(), VALUE, exits);
        }
    }
}
