package org.tidings.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;

/** Which module may know which: core <- consent, segmentation, templating, timing <- campaign <- files <- cli; consent, timing <- jdbc; templating <- icu, mail; core <- contacts, jollyday. */
@AnalyzeClasses(packages = "org.tidings", importOptions = DoNotIncludeTests.class)
final class DirectionTest {
    private static final List<String> MODULES = List.of(
            "core",
            "consent",
            "segmentation",
            "templating",
            "timing",
            "campaign",
            "contacts",
            "files",
            "icu",
            "jdbc",
            "jollyday",
            "mail",
            "cli",
            "testkit");

    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            entry("core", List.of()),
            entry("consent", List.of("core")),
            entry("segmentation", List.of("core")),
            entry("templating", List.of("core")),
            entry("timing", List.of("core")),
            entry("campaign", List.of("core", "consent", "segmentation", "templating", "timing")),
            entry("contacts", List.of("core")),
            entry("files", List.of("core", "consent", "segmentation", "templating", "timing", "campaign")),
            entry("cli", List.of("core", "consent", "segmentation", "templating", "timing", "campaign", "files")),
            entry("icu", List.of("core", "templating")),
            entry("jdbc", List.of("core", "consent", "timing")),
            entry("jollyday", List.of("core")),
            entry("mail", List.of("core", "templating")),
            entry("testkit", List.of()));

    @ArchTest
    static void modules_knowOnlyWhatIsBelowThem(JavaClasses classes) {
        for (String module : MODULES) {
            String[] above = MODULES.stream()
                    .filter(other -> !other.equals(module) && !allowed(module).contains(other))
                    .map(DirectionTest::packages)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packages(module))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .because("whoever uses " + module + " must not need more than " + allowed(module))
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule packages_areFreeOfCycles = slices().assignedFrom(new PackagesWithTheirInsides())
            .should()
            .beFreeOfCycles()
            .because("packages in a circle can only be understood together");

    @ArchTest
    static void thirdParties_stayInTheirModule(JavaClasses classes) {
        Map<String, List<String>> homes = Map.ofEntries(
                entry("tools.jackson..", List.of("core", "files")),
                entry("org.h2..", List.of("jdbc")),
                entry("com.ibm.icu..", List.of("icu")),
                entry("de.focus_shift.jollyday..", List.of("jollyday")),
                entry("de.siegmar.fastcsv..", List.of("files")),
                entry("picocli..", List.of("cli")),
                entry("me.tongfei.progressbar..", List.of("cli")),
                entry("jakarta.mail..", List.of("mail")),
                entry("com.google.i18n.phonenumbers..", List.of("contacts")),
                entry("org.apache.commons.validator..", List.of("contacts")),
                entry("org.apache.commons.math3..", List.of("timing")),
                entry("org.objectweb.asm..", List.of("segmentation")),
                entry("org.roaringbitmap..", List.of("segmentation")));
        homes.forEach((library, modules) -> noClasses()
                .that()
                .resideOutsideOfPackages(
                        modules.stream().map(DirectionTest::packages).toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(library + " belongs to " + modules.stream().collect(joining(" and ")) + ", so that it can be"
                        + " replaced in one place")
                .check(classes));
    }

    private static List<String> allowed(String module) {
        return MAY_USE.getOrDefault(module, List.of());
    }

    private static String packages(String module) {
        return "org.tidings." + module + "..";
    }

    /** A package and the part of it that is not exported to users count as one: the split is about visibility. */
    private static final class PackagesWithTheirInsides implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName().replaceFirst("\\.internal(\\..*)?$|\\.json$", ""));
        }

        @Override
        public String getDescription() {
            return "packages with their unexported insides";
        }
    }
}
