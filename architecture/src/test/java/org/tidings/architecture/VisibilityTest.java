package org.tidings.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** What users see, and who of us sees more. */
@AnalyzeClasses(packages = "org.tidings", importOptions = DoNotIncludeTests.class)
final class VisibilityTest {
    private static final Set<String> OPEN_TO_ALL = Set.of("type", "categories", "isPresent", "toString");

    @ArchTest
    static final ArchRule publicClasses_areClosedForInheritance = classes()
            .that()
            .arePublic()
            .should(new BeClosed())
            .because("what users may inherit from can never change: final, sealed, record, enum or interface");

    @ArchTest
    static final ArchRule packages_areNullMarked = classes()
            .that(describe(
                    "are not a package-info", type -> !type.getSimpleName().equals("package-info")))
            .should(new LiveInANullMarkedPackage())
            .because("absence is written in types, and every package says what it is for");

    @ArchTest
    static void signatures_ofExportedPackages_nameNoThirdParty(JavaClasses all) {
        Set<String> exported = Modules.exportedPackages();
        classes()
                .that(describe("are public in an exported package", type -> isVisible(type, exported)))
                .should(new NameOnlyOurTypesAndTheJdks())
                .because("a library that shows in a signature can never be replaced")
                .check(all);
    }

    @ArchTest
    static final ArchRule rawValues_areReadByTheRendererOnly = noClasses()
            .that()
            .resideOutsideOfPackages("org.tidings.core..", "org.tidings.templating..")
            .should()
            .callMethodWhere(describe(
                    "reads a labelled value",
                    (JavaMethodCall call) -> call.getTargetOwner().getName().equals("org.tidings.core.Labelled")
                            && !OPEN_TO_ALL.contains(call.getName())))
            .because("consent is enforced where a value becomes text, and nowhere is there a way around it");

    @ArchTest
    static final ArchRule insidesOfCore_areForOurModules = classes()
            .that()
            .resideInAPackage("org.tidings.core.internal..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(ours("core", "consent", "segmentation", "templating", "campaign", "files", "cli"))
            .because("raw storage knows no consent");

    @ArchTest
    static final ArchRule jsonOfCore_isForOurModules = classes()
            .that()
            .resideInAPackage("org.tidings.core.json..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(
                    ours("core", "consent", "segmentation", "templating", "timing", "campaign", "files", "cli"))
            .because("the reader of our files is no product of its own");

    @ArchTest
    static void modules_withClasses_haveADescriptor(JavaClasses all) {
        List<String> undescribed = all.stream()
                .map(type -> type.getPackageName().split("\\.", -1))
                .filter(names -> names.length >= 3)
                .map(names -> String.join(".", List.of(names).subList(0, 3)))
                .distinct()
                .filter(module -> !Modules.names().contains(module))
                .toList();

        assertThat(undescribed).as("modules without module-info").isEmpty();
    }

    private static String[] ours(String... modules) {
        return Stream.of(modules).map(module -> "org.tidings." + module + "..").toArray(String[]::new);
    }

    private static boolean isVisible(JavaClass type, Set<String> exported) {
        boolean enclosed = type.getEnclosingClass()
                .map(outer -> isVisible(outer, exported))
                .orElse(true);
        return enclosed
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && exported.contains(type.getPackageName());
    }

    private static final class BeClosed extends ArchCondition<JavaClass> {
        BeClosed() {
            super("be final, sealed, a record, an enum or an interface");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            boolean closed = type.isInterface()
                    || type.isEnum()
                    || type.isRecord()
                    || type.getModifiers().contains(JavaModifier.FINAL)
                    || type.reflect().isSealed();
            events.add(new SimpleConditionEvent(type, closed, type.getName() + " is open for inheritance"));
        }
    }

    private static final class LiveInANullMarkedPackage extends ArchCondition<JavaClass> {
        LiveInANullMarkedPackage() {
            super("live in a package with a @NullMarked package-info");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
            events.add(new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
        }
    }

    private static final class NameOnlyOurTypesAndTheJdks extends ArchCondition<JavaClass> {
        private static final List<String> ALLOWED = List.of("java.", "javax.sql.", "org.tidings.", "org.slf4j.");

        /** An integration may show the types of the library that it is named after. */
        private static final Map<String, String> NAMED_AFTER = Map.of("org.tidings.mail", "jakarta.mail.");

        NameOnlyOurTypesAndTheJdks() {
            super("name only types of Tidings, the JDK and SLF4J in public signatures");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            List<JavaClass> named = new ArrayList<>(type.getAllRawInterfaces());
            type.getRawSuperclass().ifPresent(named::add);
            report(type, type.getName(), named, events);
            for (JavaMember member : type.getMembers()) {
                if (isOpen(member)) {
                    report(type, member.getFullName(), typesOf(member), events);
                }
            }
        }

        private static boolean isOpen(JavaMember member) {
            Set<JavaModifier> modifiers = member.getModifiers();
            return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
        }

        private static List<JavaClass> typesOf(JavaMember member) {
            List<JavaClass> types = new ArrayList<>();
            if (member instanceof JavaField field) {
                types.addAll(field.getType().getAllInvolvedRawTypes());
            }
            if (member instanceof JavaCodeUnit unit) {
                types.addAll(unit.getReturnType().getAllInvolvedRawTypes());
                unit.getParameterTypes().forEach(p -> types.addAll(p.getAllInvolvedRawTypes()));
                types.addAll(unit.getExceptionTypes());
            }
            return types;
        }

        private static void report(JavaClass type, String where, List<JavaClass> named, ConditionEvents events) {
            for (JavaClass other : named) {
                JavaClass element = other.getBaseComponentType();
                String own = NAMED_AFTER.getOrDefault(type.getPackageName(), "java.");
                boolean allowed = element.isPrimitive()
                        || element.getName().startsWith(own)
                        || ALLOWED.stream().anyMatch(element.getName()::startsWith);
                events.add(new SimpleConditionEvent(type, allowed, where + " names " + element.getName()));
            }
        }
    }
}
