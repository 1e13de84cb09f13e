package org.tidings.consent;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash tree of RFC 6962, section 2.1, over a list of leaves: one root stands for all of them, and short proofs show
 * that a leaf is in the tree or that a smaller tree is the beginning of a larger one. Immutable.
 *
 * <p>Hashes are lower-case hexadecimal text. A root or a proof over n leaves costs n hashes, checking one log n.
 */
public final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[][] leaves;

    private MerkleTree(byte[][] leaves) {
        this.leaves = leaves;
    }

    /** Returns the tree over leaf hashes in their order, as {@link #leafHash} makes them. */
    public static MerkleTree of(List<String> leafHashes) {
        return new MerkleTree(leafHashes.stream().map(MerkleTree::bytes).toArray(byte[][]::new));
    }

    /** Returns the hash of one leaf. */
    public static String leafHash(byte[] content) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return hex(digest.digest(content));
    }

    /** Returns the number of leaves. */
    public int size() {
        return leaves.length;
    }

    /** Returns the root over all leaves; that of no leaves is the hash of nothing. */
    public String root() {
        return root(leaves.length);
    }

    /**
     * Returns the root as it was when the tree had fewer leaves.
     *
     * @throws IllegalArgumentException if it never had that many
     */
    public String root(int size) {
        requireSize(size);
        return hex(size == 0 ? sha256().digest() : root(0, size));
    }

    /**
     * Returns the proof that a leaf is in the tree of a size: the hashes beside its way up, the lowest first.
     *
     * @throws IllegalArgumentException unless {@code 0 <= index < size <= size()}
     */
    public List<String> inclusionProof(int index, int size) {
        requireSize(size);
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("leaf " + index + " is not in a tree of " + size);
        }
        List<String> proof = new ArrayList<>();
        include(index, 0, size, proof);
        return proof;
    }

    /**
     * Returns the proof that the tree of a size is the beginning of that of another. Where both are the same, or the
     * older is empty, there is nothing to prove and the proof is empty.
     *
     * @throws IllegalArgumentException unless {@code 0 <= older <= newer <= size()}
     */
    public List<String> consistencyProof(int older, int newer) {
        requireSize(newer);
        if (older < 0 || older > newer) {
            throw new IllegalArgumentException("a tree of " + older + " is no beginning of one of " + newer);
        }
        List<String> proof = new ArrayList<>();
        if (older > 0 && older < newer) {
            connect(older, 0, newer, true, proof);
        }
        return proof;
    }

    /** Returns whether a proof shows that a leaf stands at an index of the tree with a size and a root. */
    public static boolean includes(String leafHash, long index, long size, List<String> proof, String root) {
        if (index < 0 || index >= size) {
            return false;
        }
        // RFC 9162, section 2.1.3.2: the two numbers walk up the tree together.
        long node = index;
        long last = size - 1;
        byte[] hash = bytes(leafHash);
        for (String step : proof) {
            if (last == 0) {
                return false;
            }
            byte[] beside = bytes(step);
            if ((node & 1) == 1 || node == last) {
                hash = node(beside, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = node(hash, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hex(hash).equals(root);
    }

    /** Returns whether a proof shows that one tree, given by size and root, is the beginning of another. */
    public static boolean extendsTree(long older, String olderRoot, long newer, String newerRoot, List<String> proof) {
        if (older < 0 || older > newer) {
            return false;
        }
        if (older == newer) {
            return proof.isEmpty() && olderRoot.equals(newerRoot);
        }
        if (older == 0) {
            return proof.isEmpty() && olderRoot.equals(hex(sha256().digest()));
        }
        // RFC 9162, section 2.1.4.2. A tree that is complete is itself the first hash of its proof.
        boolean complete = (older & (older - 1)) == 0;
        if (proof.isEmpty() && !complete) {
            return false;
        }
        long node = older - 1;
        long last = newer - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        byte[] olderHash = bytes(complete ? olderRoot : proof.get(0));
        byte[] newerHash = olderHash;
        for (String step : proof.subList(complete ? 0 : 1, proof.size())) {
            if (last == 0) {
                return false;
            }
            byte[] beside = bytes(step);
            if ((node & 1) == 1 || node == last) {
                olderHash = node(beside, olderHash);
                newerHash = node(beside, newerHash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newerHash = node(newerHash, beside);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hex(olderHash).equals(olderRoot) && hex(newerHash).equals(newerRoot);
    }

    private byte[] root(int from, int to) {
        if (to - from == 1) {
            return leaves[from];
        }
        int split = from + split(to - from);
        return node(root(from, split), root(split, to));
    }

    private void include(int index, int from, int to, List<String> proof) {
        if (to - from == 1) {
            return;
        }
        int split = from + split(to - from);
        if (index < split) {
            include(index, from, split, proof);
            proof.add(hex(root(split, to)));
        } else {
            include(index, split, to, proof);
            proof.add(hex(root(from, split)));
        }
    }

    private void connect(int older, int from, int to, boolean known, List<String> proof) {
        if (older == to) {
            if (!known) {
                proof.add(hex(root(from, to)));
            }
            return;
        }
        int split = from + split(to - from);
        if (older <= split) {
            connect(older, from, split, known, proof);
            proof.add(hex(root(split, to)));
        } else {
            connect(older, split, to, false, proof);
            proof.add(hex(root(from, split)));
        }
    }

    /** The largest power of two that is smaller than a number of at least two leaves. */
    private static int split(int leaves) {
        return Integer.highestOneBit(leaves - 1);
    }

    private void requireSize(int size) {
        if (size < 0 || size > leaves.length) {
            throw new IllegalArgumentException("size " + size + " is not in 0.." + leaves.length);
        }
    }

    private static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    private static byte[] bytes(String hash) {
        return HexFormat.of().parseHex(hash);
    }

    private static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
