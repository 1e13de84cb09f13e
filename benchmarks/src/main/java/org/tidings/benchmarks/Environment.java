package org.tidings.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.tidings.core.json.JsonOutput;

/**
 * The machine and the source that a result belongs to.
 *
 * @param commit abbreviated id of the commit; {@code unknown} outside of a repository
 * @param modified whether files under version control differed from the commit
 * @param cpu name of the processor, or of its architecture where the system does not tell more
 * @param processors number of logical processors
 * @param memoryBytes physical memory, or what the container may use of it
 * @param os name, version and architecture of the operating system
 * @param jdk version, vendor and virtual machine
 * @param load average number of processes that wanted a processor in the last minute; negative if unknown
 */
record Environment(
        String commit,
        boolean modified,
        String cpu,
        int processors,
        long memoryBytes,
        String os,
        String jdk,
        double load) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final String CPU_NAME = "model name";

    /** Asks the machine, and git about the repository in a folder. */
    static Environment read(Path repository) {
        return new Environment(
                git(repository, "rev-parse", "--short=12", "HEAD").stream()
                        .findFirst()
                        .orElse("unknown"),
                !git(repository, "status", "--porcelain", "--untracked-files=no")
                        .isEmpty(),
                cpuName(),
                Runtime.getRuntime().availableProcessors(),
                physicalMemory(),
                property("os.name") + " " + property("os.version") + " " + property("os.arch"),
                property("java.runtime.version") + " " + property("java.vendor") + ", " + property("java.vm.name"),
                currentLoad());
    }

    /** Returns the average load of the last minute; negative if unknown. */
    static double currentLoad() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Writes the fields as members of an object that is open. */
    void write(JsonOutput json) {
        json.field("commit", commit)
                .field("modified", modified)
                .field("cpu", cpu)
                .field("processors", processors)
                .field("memoryBytes", memoryBytes)
                .field("os", os)
                .field("jdk", jdk);
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    private static String cpuName() {
        if (Files.isReadable(CPU_INFO)) {
            try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.ISO_8859_1)) {
                return lines.filter(line -> line.startsWith(CPU_NAME))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElseGet(() -> property("os.arch"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return property("os.arch");
    }

    private static long physicalMemory() {
        try {
            // By name, because the interface that has it is not part of the platform's specification.
            ObjectName bean = new ObjectName(ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME);
            return (Long) ManagementFactory.getPlatformMBeanServer().getAttribute(bean, "TotalMemorySize");
        } catch (JMException e) {
            return -1;
        }
    }

    private static List<String> git(Path repository, String... arguments) {
        try {
            Process process = new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(arguments))
                            .toList())
                    .directory(repository.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return process.waitFor() == 0 ? lines : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
