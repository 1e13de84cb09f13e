package org.tidings.segmentation;

import static org.objectweb.asm.Opcodes.*;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes the class of one rule: jumps and comparisons, no objects. What its leaves read is the business of the two
 * kinds of it.
 *
 * <p>Constants stand in static final fields that are set from class data when the class begins. A dynamic constant in
 * their place keeps a method from being compiled as long as a branch with one has not run.
 */
abstract class CodeWriter {
    /** A place to go to, and whether it follows at once, so that no jump is needed. */
    record Exits(Label yes, Label no, boolean yesFollows) {
        Exits swapped() {
            return new Exits(no, yes, !yesFollows);
        }
    }

    private static final String PACKAGE = "org/tidings/segmentation/";

    private final ClassWriter classes;
    private final String name = PACKAGE + "CompiledRule";
    private final String parent;
    private final boolean parentIsInterface;
    private final List<Object> data = new ArrayList<>();
    private final List<String> descriptors = new ArrayList<>();
    private final IdentityHashMap<Object, Integer> fields = new IdentityHashMap<>();

    CodeWriter(Class<?> parent) {
        this.parent = Type.getInternalName(parent);
        this.parentIsInterface = parent.isInterface();
        // No type that the code merges is anything but an object to those who come after.
        this.classes = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected String getCommonSuperClass(String one, String other) {
                return "java/lang/Object";
            }
        };
    }

    /** Returns the instance of the class that is written for a plan. */
    final Object instance(List<CodeTree> methods) throws ReflectiveOperationException {
        String[] implemented = parentIsInterface ? new String[] {parent} : null;
        classes.visit(
                V17, ACC_FINAL | ACC_SUPER, name, null, parentIsInterface ? "java/lang/Object" : parent, implemented);
        constructor();
        for (int i = 0; i < methods.size(); i++) {
            write(i, methods.get(i));
        }
        initializer();
        classes.visitEnd();
        MethodHandles.Lookup lookup =
                MethodHandles.lookup().defineHiddenClassWithClassData(classes.toByteArray(), data.toArray(), true);
        try {
            return lookup.findConstructor(lookup.lookupClass(), java.lang.invoke.MethodType.methodType(void.class))
                    .invoke();
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new ReflectiveOperationException(e);
        }
    }

    private void constructor() {
        MethodVisitor m = classes.visitMethod(0, "<init>", "()V", null, null);
        m.visitCode();
        m.visitVarInsn(ALOAD, 0);
        m.visitMethodInsn(INVOKESPECIAL, parentIsInterface ? "java/lang/Object" : parent, "<init>", "()V", false);
        m.visitInsn(RETURN);
        m.visitMaxs(0, 0);
        m.visitEnd();
    }

    private void initializer() {
        MethodVisitor m = classes.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        m.visitCode();
        m.visitMethodInsn(
                INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "lookup",
                "()Ljava/lang/invoke/MethodHandles$Lookup;",
                false);
        m.visitLdcInsn(ConstantDescs.DEFAULT_NAME);
        m.visitLdcInsn(Type.getType(Object[].class));
        m.visitMethodInsn(
                INVOKESTATIC,
                "java/lang/invoke/MethodHandles",
                "classData",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;",
                false);
        m.visitTypeInsn(CHECKCAST, "[Ljava/lang/Object;");
        m.visitVarInsn(ASTORE, 0);
        for (int i = 0; i < data.size(); i++) {
            m.visitVarInsn(ALOAD, 0);
            m.visitLdcInsn(i);
            m.visitInsn(AALOAD);
            m.visitTypeInsn(CHECKCAST, Type.getType(descriptors.get(i)).getInternalName());
            m.visitFieldInsn(PUTSTATIC, name, "c" + i, descriptors.get(i));
            classes.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, "c" + i, descriptors.get(i), null, null);
        }
        m.visitInsn(RETURN);
        m.visitMaxs(0, 0);
        m.visitEnd();
    }

    /** Pushes a constant that is set from class data. */
    final void constant(MethodVisitor m, Object value, Class<?> type) {
        Integer known = fields.get(value);
        if (known == null) {
            known = data.size();
            fields.put(value, known);
            data.add(value);
            descriptors.add(Type.getDescriptor(type));
        }
        m.visitFieldInsn(GETSTATIC, name, "c" + known, descriptors.get(known));
    }

    /** Pushes the result of a static method of this package. */
    static void call(MethodVisitor m, Class<?> owner, String method, String descriptor) {
        m.visitMethodInsn(INVOKESTATIC, Type.getInternalName(owner), method, descriptor, owner.isInterface());
    }

    final String className() {
        return name;
    }

    /** Returns a further method, to be written. */
    final MethodVisitor method(String method, String descriptor) {
        return classes.visitMethod(ACC_PRIVATE | ACC_STATIC, method, descriptor, null, null);
    }

    // Methods.

    /** Returns the name of the method that is called from outside. */
    abstract String entry();

    /** Returns the descriptor of every method. */
    abstract String descriptor();

    /** Writes what a method does before its first leaf. */
    abstract void begin(MethodVisitor m, CodeTree tree);

    /** Pushes the arguments for a call of a method of this class, behind the receiver. */
    abstract void arguments(MethodVisitor m);

    /**
     * Writes a leaf for its definite truth or falsehood.
     *
     * @param present slots that are known to be present
     */
    abstract void leaf(MethodVisitor m, CodeTree.Leaf leaf, Exits exits, BitSet present);

    /**
     * Writes a test of many leaves of a junction at once, if the kind has one.
     *
     * @param present slots that are known to be present; those that the test makes sure of are added
     * @return the parts that remain to be tested
     */
    List<CodeTree> together(MethodVisitor m, CodeTree.Junction junction, Exits exits, BitSet present) {
        return junction.parts();
    }

    private void write(int number, CodeTree tree) {
        MethodVisitor m = number == 0
                ? classes.visitMethod(0 | (parentIsInterface ? ACC_PUBLIC : 0), entry(), descriptor(), null, null)
                : classes.visitMethod(ACC_PRIVATE, "part" + number, descriptor(), null, null);
        m.visitCode();
        begin(m, tree);
        Label yes = new Label();
        Label no = new Label();
        tree(m, tree, new Exits(yes, no, true), new BitSet());
        m.visitLabel(yes);
        m.visitInsn(ICONST_1);
        m.visitInsn(IRETURN);
        m.visitLabel(no);
        m.visitInsn(ICONST_0);
        m.visitInsn(IRETURN);
        m.visitMaxs(0, 0);
        m.visitEnd();
    }

    private void tree(MethodVisitor m, CodeTree tree, Exits exits, BitSet present) {
        if (tree instanceof CodeTree.Leaf leaf) {
            leaf(m, leaf, leaf.inverted() ? exits.swapped() : exits, present);
        } else if (tree instanceof CodeTree.Call call) {
            m.visitVarInsn(ALOAD, 0);
            arguments(m);
            m.visitMethodInsn(INVOKEVIRTUAL, name, "part" + call.method(), descriptor(), false);
            finish(m, IFNE, exits);
        } else {
            junction(m, (CodeTree.Junction) tree, exits, present);
        }
    }

    private void junction(MethodVisitor m, CodeTree.Junction junction, Exits exits, BitSet present) {
        BitSet inside = (BitSet) present.clone();
        List<CodeTree> rest = together(m, junction, exits, inside);
        for (int i = 0; i < rest.size(); i++) {
            if (i == rest.size() - 1) {
                tree(m, rest.get(i), exits, inside);
                return;
            }
            Label next = new Label();
            Exits part = junction.all() ? new Exits(next, exits.no(), true) : new Exits(exits.yes(), next, false);
            tree(m, rest.get(i), part, inside);
            m.visitLabel(next);
        }
        go(m, junction.all(), exits);
    }

    /** Writes the way to one exit. */
    static void go(MethodVisitor m, boolean yes, Exits exits) {
        if (yes != exits.yesFollows()) {
            m.visitJumpInsn(GOTO, yes ? exits.yes() : exits.no());
        }
    }

    /** Writes the last jump of a test: to {@code yes} where the instruction jumps, to {@code no} elsewhere. */
    static void finish(MethodVisitor m, int jump, Exits exits) {
        if (exits.yesFollows()) {
            m.visitJumpInsn(opposite(jump), exits.no());
        } else {
            m.visitJumpInsn(jump, exits.yes());
        }
    }

    private static int opposite(int jump) {
        return switch (jump) {
            case IFEQ -> IFNE;
            case IFNE -> IFEQ;
            case IFLT -> IFGE;
            case IFGE -> IFLT;
            case IFGT -> IFLE;
            case IFLE -> IFGT;
            default -> throw new IllegalArgumentException("no opposite of " + jump);
        };
    }
}
