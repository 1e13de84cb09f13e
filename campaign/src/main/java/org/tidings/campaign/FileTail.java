package org.tidings.campaign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The end of a file of lines that a crash may have left half written. */
final class FileTail {
    private static final int BLOCK = 1 << 16;

    private FileTail() {}

    /** Cuts off what follows the last line break. */
    static void cutTornLine(FileChannel file) throws IOException {
        long end = file.size();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (end > 0) {
            long start = Math.max(0, end - BLOCK);
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && file.read(block, start + block.position()) >= 0) {
                // Reads on until the block is full.
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    file.truncate(start + i + 1);
                    return;
                }
            }
            end = start;
        }
        file.truncate(0);
    }
}
