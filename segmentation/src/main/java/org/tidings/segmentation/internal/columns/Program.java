package org.tidings.segmentation.internal.columns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link Circuit} as a sequence of passes over blocks. Nodes that are used once are fused into the pass of the node that
 * uses them; the others have a register, which is given back after the last use. Immutable and shared between threads;
 * each has its own {@link Run}.
 */
public final class Program {
    private static final int PASS = 4;

    private final List<Circuit.Slice> slices;
    private final List<Step> steps;
    private final int rows;
    private final int vectors;

    private Program(List<Circuit.Slice> slices, List<Step> steps, int rows, int vectors) {
        this.slices = slices;
        this.steps = steps;
        this.rows = rows;
        this.vectors = vectors;
    }

    /** Computes an input person by person. One for each run; owned by its thread. */
    public interface Input {
        /**
         * Computes the input for some people of a block.
         *
         * @param first position of the first person of the block
         * @param wanted bits of the people to look at; bits without a person are 0
         * @param width words to look at
         * @param to where the bits go, from index 0; bits of others may be anything
         */
        void compute(int first, long[] wanted, int width, long[] to);
    }

    /** Takes results. */
    public interface Sink {
        /**
         * Takes the bits of one result for one block.
         *
         * @param root ordinal of the result
         * @param firstWord first word of the block in the population
         * @param vector the bits, from index 0, to be turned by {@code mask}; may have bits without a person
         * @param mask all ones if the bits are negated, else 0
         * @param width number of words
         */
        void accept(int root, int firstWord, long[] vector, long mask, int width);
    }

    private sealed interface Step {}

    /** Some {@code and}s: operands are vectors, masks alternate between result so far and operand. */
    @SuppressWarnings("ArrayRecordComponent") // private and never changed
    private record Chain(int to, int start, int[] operands, long[] masks) implements Step {}

    /** An input; {@code guard} is a vector, or -1 if it matters for all. */
    private record Compute(int to, int input, int guard, long guardMask) implements Step {}

    private record Result(int root, int vector, long mask) implements Step {}

    /** Returns the program that computes edges of a circuit over a population. */
    public static Program of(Circuit circuit, int[] roots, int rows) {
        return new Linearizer(circuit, roots).program(rows);
    }

    /** Returns how many passes a block takes; for tests and curiosity. */
    int passes() {
        return steps.size();
    }

    /** Returns a run for one thread. */
    public Run run(List<? extends Input> inputs) {
        return new Run(inputs);
    }

    /** Space to work in; owned by one thread. */
    public final class Run {
        private final List<? extends Input> inputs;
        private final long[][] space;
        private final long[] everybody = new long[SlicedColumn.BLOCK];
        private final long[] nobody = new long[SlicedColumn.BLOCK];
        private final long[] wanted = new long[SlicedColumn.BLOCK];

        private Run(List<? extends Input> inputs) {
            this.inputs = inputs;
            this.space = new long[vectors][SlicedColumn.BLOCK];
            Arrays.fill(everybody, -1L);
        }

        /** Computes all results for a block. */
        public void block(int block, Sink sink) {
            int width = SlicedColumn.width(rows, block);
            int firstWord = block * SlicedColumn.BLOCK;
            for (int i = 0; i < slices.size(); i++) {
                Circuit.Slice slice = slices.get(i);
                SlicedColumn column = slice.column();
                column.words().copy(column.begin(block) + slice.slice() * width, width, space[i]);
            }
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                if (step instanceof Chain chain) {
                    pass(chain, width);
                } else if (step instanceof Result result) {
                    long[] vector = result.vector < 0 ? nobody : space[result.vector];
                    sink.accept(result.root, firstWord, vector, result.mask, width);
                } else if (step instanceof Compute compute) {
                    compute(compute, firstWord, width);
                }
            }
        }

        private void compute(Compute compute, int firstWord, int width) {
            long[] guard = compute.guard < 0 ? everybody : space[compute.guard];
            long any = 0;
            for (int i = 0; i < width; i++) {
                wanted[i] = guard[i] ^ compute.guardMask;
            }
            wanted[width - 1] &= Slices.valid(rows, firstWord + width - 1);
            for (int i = 0; i < width; i++) {
                any |= wanted[i];
            }
            if (any != 0) {
                inputs.get(compute.input).compute(firstWord << 6, wanted, width, space[compute.to]);
            }
        }

        private void pass(Chain chain, int n) {
            long[] to = space[chain.to];
            long[] s = space[chain.start];
            int[] v = chain.operands;
            long[] m = chain.masks;
            switch (v.length) {
                case 1 -> Kernels.and(to, n, s, m[0], space[v[0]], m[1]);
                case 2 -> Kernels.and(to, n, s, m[0], space[v[0]], m[1], m[2], space[v[1]], m[3]);
                case 3 ->
                    Kernels.and(to, n, s, m[0], space[v[0]], m[1], m[2], space[v[1]], m[3], m[4], space[v[2]], m[5]);
                default ->
                    Kernels.and(
                            to,
                            n,
                            s,
                            m[0],
                            space[v[0]],
                            m[1],
                            m[2],
                            space[v[1]],
                            m[3],
                            m[4],
                            space[v[2]],
                            m[5],
                            m[6],
                            space[v[3]],
                            m[7]);
            }
        }
    }

    /** Puts a circuit in order. */
    private static final class Linearizer {
        private final Circuit circuit;
        private final int[] roots;

        /** How often a node is used, by number. */
        private final int[] uses;

        /** The input of a node that is computed in the same passes, or 0. */
        private final int[] spine;

        private final boolean[] fused;
        private final int[] vector;
        private final List<Step> steps = new ArrayList<>();
        private final List<Circuit.Slice> slices = new ArrayList<>();
        private int[] free = new int[16];
        private int freeCount;
        private int vectors;

        Linearizer(Circuit circuit, int[] roots) {
            this.circuit = circuit;
            this.roots = roots;
            this.uses = new int[circuit.size()];
            this.spine = new int[circuit.size()];
            this.fused = new boolean[circuit.size()];
            this.vector = new int[circuit.size()];
        }

        Program program(int rows) {
            int[] guardOf = new int[circuit.size()];
            circuit.guarded().forEach(input -> guardOf[input.node()] = input.guard());
            countUses(guardOf);
            for (Circuit.Slice slice : circuit.slices()) {
                if (uses[slice.node()] > 0) {
                    vector[slice.node()] = slices.size();
                    slices.add(slice);
                }
            }
            vectors = slices.size();
            chooseSpines();
            int[] inputOf = new int[circuit.size()];
            for (int i = 0; i < circuit.guarded().size(); i++) {
                inputOf[circuit.guarded().get(i).node()] = i + 1;
            }
            int[][] rootsOf = rootsByNode();
            emitConstants();
            for (int node = 1; node < circuit.size(); node++) {
                if (uses[node] == 0 || fused[node]) {
                    continue;
                }
                if (inputOf[node] > 0) {
                    emitInput(node, inputOf[node] - 1, guardOf[node]);
                } else if (!circuit.isLeaf(node)) {
                    emitChain(node);
                }
                for (int root : rootsOf[node] == null ? new int[0] : rootsOf[node]) {
                    steps.add(new Result(root, vector[node], mask(roots[root])));
                    release(node);
                }
            }
            return new Program(List.copyOf(slices), List.copyOf(steps), rows, vectors);
        }

        private void countUses(int[] guardOf) {
            for (int root : roots) {
                uses[root >>> 1]++;
            }
            // Inputs have smaller numbers: when a node is reached, all who use it have been.
            for (int node = circuit.size() - 1; node > 0; node--) {
                if (uses[node] == 0) {
                    continue;
                }
                if (!circuit.isLeaf(node)) {
                    uses[circuit.left(node) >>> 1]++;
                    uses[circuit.right(node) >>> 1]++;
                } else if (guardOf[node] > Circuit.TRUE) {
                    uses[guardOf[node] >>> 1]++;
                }
            }
        }

        /** A node used once goes into the passes of its user; of two such, the later one, the other has a register. */
        private void chooseSpines() {
            boolean[] kept = new boolean[circuit.size()];
            for (int root : roots) {
                kept[root >>> 1] = true;
            }
            circuit.guarded().forEach(input -> kept[input.guard() >>> 1] = true);
            for (int node = 1; node < circuit.size(); node++) {
                if (uses[node] == 0 || circuit.isLeaf(node)) {
                    continue;
                }
                int a = circuit.left(node) >>> 1;
                int b = circuit.right(node) >>> 1;
                for (int input : new int[] {Math.max(a, b), Math.min(a, b)}) {
                    if (spine[node] == 0 && uses[input] == 1 && !kept[input] && !circuit.isLeaf(input)) {
                        spine[node] = input;
                        fused[input] = true;
                    }
                }
            }
        }

        private int[][] rootsByNode() {
            int[][] byNode = new int[circuit.size()][];
            for (int i = 0; i < roots.length; i++) {
                int node = roots[i] >>> 1;
                int[] known = byNode[node] == null ? new int[0] : byNode[node];
                byNode[node] = Arrays.copyOf(known, known.length + 1);
                byNode[node][known.length] = i;
            }
            return byNode;
        }

        private void emitConstants() {
            for (int i = 0; i < roots.length; i++) {
                if (roots[i] <= Circuit.TRUE) {
                    steps.add(new Result(i, -1, mask(roots[i])));
                }
            }
        }

        private void emitInput(int node, int input, int guard) {
            vector[node] = take();
            if (guard <= Circuit.TRUE) {
                steps.add(new Compute(vector[node], input, -1, guard == Circuit.TRUE ? 0 : -1L));
            } else {
                steps.add(new Compute(vector[node], input, vector[guard >>> 1], mask(guard)));
                release(guard >>> 1);
            }
        }

        /** Emits the passes of a node: from the end of its spine back to itself. */
        private void emitChain(int node) {
            int length = 1;
            int last = node;
            while (spine[last] != 0) {
                last = spine[last];
                length++;
            }
            int[] operands = new int[length];
            long[] masks = new long[2 * length];
            int[] used = new int[length + 1];
            int at = node;
            for (int i = length - 1; i >= 0; i--) {
                int left = circuit.left(at);
                int right = circuit.right(at);
                // Where the spine ends, one input is the start and the other the first operand.
                boolean leftGoesOn = spine[at] == 0 || spine[at] == left >>> 1;
                int onward = leftGoesOn ? left : right;
                int operand = leftGoesOn ? right : left;
                masks[2 * i] = mask(onward);
                masks[2 * i + 1] = mask(operand);
                operands[i] = vector[operand >>> 1];
                used[i] = operand >>> 1;
                if (i == 0) {
                    used[length] = onward >>> 1;
                } else {
                    at = spine[at];
                }
            }
            int start = vector[used[length]];
            vector[node] = take();
            for (int i = 0; i < length; i += PASS) {
                int end = Math.min(length, i + PASS);
                steps.add(new Chain(
                        vector[node],
                        i == 0 ? start : vector[node],
                        Arrays.copyOfRange(operands, i, end),
                        Arrays.copyOfRange(masks, 2 * i, 2 * end)));
            }
            for (int input : used) {
                release(input);
            }
        }

        private int take() {
            return freeCount > 0 ? free[--freeCount] : vectors++;
        }

        /** Counts one use of a node down, and frees its register after the last. */
        private void release(int node) {
            if (--uses[node] == 0 && vector[node] >= slices.size()) {
                if (freeCount == free.length) {
                    free = Arrays.copyOf(free, freeCount * 2);
                }
                free[freeCount++] = vector[node];
            }
        }

        private static long mask(int edge) {
            return -(edge & 1L);
        }
    }
}
