package org.tidings.architecture;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The module descriptors of the build, as far as they are written. */
final class Modules {
    private static final List<ModuleDescriptor> DESCRIPTORS = read();

    private Modules() {}

    /** Returns the names of our modules that have a descriptor. */
    static Set<String> names() {
        return DESCRIPTORS.stream().map(ModuleDescriptor::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the packages that our modules export to everybody. */
    static Set<String> exportedPackages() {
        return DESCRIPTORS.stream()
                .flatMap(descriptor -> descriptor.exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads each entry of the class path by itself: those that are no module are not ours. */
    private static List<ModuleDescriptor> read() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(entry -> entry.toString().contains("tidings") || Files.isDirectory(entry))
                .filter(Files::exists)
                .flatMap(entry -> ModuleFinder.of(entry).findAll().stream())
                .map(ModuleReference::descriptor)
                .filter(descriptor ->
                        !descriptor.isAutomatic() && descriptor.name().startsWith("org.tidings."))
                .toList();
    }
}
