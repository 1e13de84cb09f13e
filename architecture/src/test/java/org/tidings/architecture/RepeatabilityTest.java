package org.tidings.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Same input, same output: only the edge of the library, that is the command line and the integrations, may ask the
 * machine for the time, a place, a language or chance.
 */
@AnalyzeClasses(packages = "org.tidings", importOptions = DoNotIncludeTests.class)
final class RepeatabilityTest {
    /** Owner and name of what gives another answer on another machine or at another time. */
    private static final Set<String> AMBIENT = Set.of(
            System.class.getName() + ".currentTimeMillis",
            System.class.getName() + ".exit",
            System.class.getName() + ".getenv",
            ZoneId.class.getName() + ".systemDefault",
            TimeZone.class.getName() + ".getDefault",
            Locale.class.getName() + ".getDefault",
            Charset.class.getName() + ".defaultCharset",
            Clock.class.getName() + ".systemUTC",
            Clock.class.getName() + ".systemDefaultZone",
            Clock.class.getName() + ".system",
            Math.class.getName() + ".random",
            UUID.class.getName() + ".randomUUID",
            ThreadLocalRandom.class.getName() + ".current");

    @ArchTest
    static final ArchRule library_asksTheMachineForNothing = noClasses()
            .that()
            .resideOutsideOfPackages("org.tidings.cli..", "org.tidings.files..", "org.tidings.testkit..")
            .should()
            .callCodeUnitWhere(describe("asks the machine", (JavaCall<?> call) -> asksTheMachine(call.getTarget())))
            .because("a clock, a zone, a locale and a seed are arguments, so that every decision can be replayed");

    private static boolean asksTheMachine(CodeUnitCallTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        boolean hasClock = target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        boolean now = owner.startsWith("java.time.") && name.equals("now") && !hasClock;
        boolean unseeded = owner.equals(Random.class.getName())
                && name.equals("<init>")
                && target.getRawParameterTypes().isEmpty();
        return now || unseeded || AMBIENT.contains(owner + "." + name);
    }
}
