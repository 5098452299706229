package io.portgrade;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One direction: a package knows those before it in this list, and none after it. */
class ArchitectureTest {

    private static final String ROOT = "io.portgrade";

    /** Data flows down this list. A finding stands above the policy, because a policy names severities. */
    private static final List<String> CORE = List.of(
            "snapshot",
            "ingest",
            "firewall",
            "capacity",
            "finding",
            "policy",
            "fact",
            "rule",
            "grade",
            "report",
            "audit");

    /** All of these know the core; only wiring and cli know each other and the rest. */
    private static final List<String> EDGE = List.of("render", "engine", "store", "api", "cli", "wiring");

    private static final List<String> KNOWS_THE_EDGE = List.of("cli", "wiring");

    /** Written by the build from the rules. */
    private static final String GENERATED = "rules";

    private static final List<String> CORE_LIBRARIES =
            List.of("java", "org.jspecify.annotations", "com.fasterxml.jackson.annotation");

    /** What one package alone may use: a policy is YAML, some firewalls are printed as JSON. */
    private static final Map<String, List<String>> OWN_LIBRARIES = Map.of(
            "policy", List.of("org.snakeyaml.engine"),
            "ingest", List.of("org.snakeyaml.engine"),
            "firewall", List.of("com.fasterxml.jackson.core"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(place -> !place.contains("/" + ROOT.replace('.', '/') + "/" + GENERATED + "/"))
            .importPackages(ROOT);

    static Stream<String> core() {
        return CORE.stream();
    }

    static Stream<String> edge() {
        return EDGE.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("core")
    void theCoreKnowsOnlyWhatStandsAboveItAndNoFramework(String name) {
        List<String> known = new ArrayList<>(CORE_LIBRARIES);
        CORE.subList(0, CORE.indexOf(name) + 1).forEach(above -> known.add(ROOT + "." + above));
        known.addAll(OWN_LIBRARIES.getOrDefault(name, List.of()));
        classes()
                .that(resideBelow(ROOT + "." + name))
                .should()
                .onlyDependOnClassesThat(resideBelowAny(known).or(isPrimitive()))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edge")
    void theEdgeKnowsTheCoreAndNoOtherPartOfTheEdge(String name) {
        List<String> others = new ArrayList<>(EDGE);
        others.remove(name);
        if (KNOWS_THE_EDGE.contains(name)) {
            others.clear();
        }
        List<String> forbidden =
                others.stream().map(other -> ROOT + "." + other).toList();
        classes()
                .that(resideBelow(ROOT + "." + name))
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(resideBelowAny(forbidden)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInTheList() {
        Set<String> topLevel = new TreeSet<>();
        packages()
                .forEach(name -> topLevel.add(
                        name.equals(ROOT)
                                ? name
                                : name.substring(ROOT.length() + 1).split("\\.")[0]));
        Set<String> listed = new TreeSet<>(CORE);
        listed.addAll(EDGE);
        assertThat(listed).containsAll(topLevel);
        assertThat(topLevel).contains("snapshot", "capacity", "finding", "policy", "fact", "rule", "grade", "engine");
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = new TreeSet<>();
        for (String name : packages()) {
            JavaPackage found = CLASSES.getPackage(name);
            if (!found.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(name);
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    private static Set<String> packages() {
        Set<String> names = new TreeSet<>();
        CLASSES.forEach(type -> names.add(type.getPackageName()));
        return names;
    }

    private static DescribedPredicate<JavaClass> resideBelow(String root) {
        return resideBelowAny(List.of(root));
    }

    private static DescribedPredicate<JavaClass> resideBelowAny(List<String> roots) {
        return DescribedPredicate.describe("reside in " + String.join(", ", roots), type -> {
            String place = type.getBaseComponentType().getPackageName();
            return roots.stream().anyMatch(root -> place.equals(root) || place.startsWith(root + "."));
        });
    }

    private static DescribedPredicate<JavaClass> isPrimitive() {
        return DescribedPredicate.describe(
                "are primitive", type -> type.getBaseComponentType().isPrimitive());
    }
}
