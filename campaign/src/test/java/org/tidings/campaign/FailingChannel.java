package org.tidings.campaign;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;

/** A file on a disk that fails when it is told to. */
final class FailingChannel extends FileChannel {
    /** Half of what is written arrives, then the disk is full. */
    static final int WRITE = 1;

    static final int FORCE = 2;
    static final int TRUNCATE = 4;

    private final FileChannel sound;
    private final AtomicInteger failures;

    FailingChannel(FileChannel sound, AtomicInteger failures) {
        this.sound = sound;
        this.failures = failures;
    }

    /** Returns a transport into files that fail as the number says. */
    static FileTransport transport(Path folder, AtomicInteger failures) {
        return new FileTransport(
                folder,
                path -> new FailingChannel(
                        FileChannel.open(
                                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                        failures));
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        if ((failures.get() & WRITE) != 0) {
            sound.write(source.slice(source.position(), source.remaining() / 2), position);
            throw new IOException("No space left on device");
        }
        return sound.write(source, position);
    }

    @Override
    public void force(boolean metaData) throws IOException {
        fail(FORCE);
        sound.force(metaData);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        fail(TRUNCATE);
        sound.truncate(size);
        return this;
    }

    private void fail(int kind) throws IOException {
        if ((failures.get() & kind) != 0) {
            throw new IOException("Input/output error");
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return sound.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return sound.read(targets, offset, length);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return sound.read(target, position);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return sound.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        return sound.write(sources, offset, length);
    }

    @Override
    public long position() throws IOException {
        return sound.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        sound.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return sound.size();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return sound.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return sound.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return sound.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return sound.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return sound.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        sound.close();
    }
}
