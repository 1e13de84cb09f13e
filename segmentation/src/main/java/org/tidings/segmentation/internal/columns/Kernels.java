package org.tidings.segmentation.internal.columns;

/**
 * The loops that do the work: up to four {@code and}s in one pass, so that three of four results stay in a register of the
 * processor. {@code DESTINATION[i] = (v ^ m) & (RESULT_SO_FAR ^ p)} for each operand in turn; a mask of all ones negates.
 *
 * <p>Every array is read and written at the same index only: that is what lets the compiler use vector instructions.
 */
final class Kernels {
    private Kernels() {}

    static void and(long[] to, int n, long[] s, long p1, long[] v1, long m1) {
        for (int i = 0; i < n; i++) {
            to[i] = (v1[i] ^ m1) & (s[i] ^ p1);
        }
    }

    static void and(long[] to, int n, long[] s, long p1, long[] v1, long m1, long p2, long[] v2, long m2) {
        for (int i = 0; i < n; i++) {
            to[i] = (v2[i] ^ m2) & (((v1[i] ^ m1) & (s[i] ^ p1)) ^ p2);
        }
    }

    static void and(
            long[] to,
            int n,
            long[] s,
            long p1,
            long[] v1,
            long m1,
            long p2,
            long[] v2,
            long m2,
            long p3,
            long[] v3,
            long m3) {
        for (int i = 0; i < n; i++) {
            to[i] = (v3[i] ^ m3) & (((v2[i] ^ m2) & (((v1[i] ^ m1) & (s[i] ^ p1)) ^ p2)) ^ p3);
        }
    }

    static void and(
            long[] to,
            int n,
            long[] s,
            long p1,
            long[] v1,
            long m1,
            long p2,
            long[] v2,
            long m2,
            long p3,
            long[] v3,
            long m3,
            long p4,
            long[] v4,
            long m4) {
        for (int i = 0; i < n; i++) {
            to[i] = (v4[i] ^ m4) & (((v3[i] ^ m3) & (((v2[i] ^ m2) & (((v1[i] ^ m1) & (s[i] ^ p1)) ^ p2)) ^ p3)) ^ p4);
        }
    }
}
