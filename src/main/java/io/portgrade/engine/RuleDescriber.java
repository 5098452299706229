package io.portgrade.engine;

import io.portgrade.fact.FactAssembler;
import io.portgrade.finding.Severity;
import io.portgrade.rule.RuleDescription;
import io.portgrade.rule.RuleDescription.Origin;
import io.portgrade.snapshot.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads what a rule's annotations and README say, and refuses what they may not. */
record RuleDescriber(RuleDefinition definition, String readme, Origin origin, List<RuleProblem> problems) {

    private static final Set<String> FACTS =
            FactAssembler.TYPES.stream().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new));
    private static final Set<String> ANNOTATIONS = Set.of("severity", "requires", "os", "settings");

    /** Empty, with the problems noted, when the rule may not be used. */
    Optional<RuleDescription> describe() {
        int before = problems.size();
        Optional<Severity> severity = severity();
        requireKnown("requires", FACTS);
        Set<OperatingSystem> systems = systems();
        for (String annotation : definition.annotations().keySet()) {
            if (!ANNOTATIONS.contains(annotation)) {
                problem("unknown annotation @" + annotation + "; known: @"
                        + String.join(", @", new TreeSet<>(ANNOTATIONS)));
            }
        }
        return problems.size() > before || severity.isEmpty()
                ? Optional.empty()
                : Optional.of(new RuleDescription(
                        definition.id(),
                        title(),
                        severity.get(),
                        values("requires"),
                        settings(),
                        systems,
                        readme,
                        origin));
    }

    private Optional<Severity> severity() {
        List<String> values = values("severity");
        Optional<Severity> severity = values.size() == 1 ? Severity.find(values.get(0)) : Optional.empty();
        if (severity.isEmpty()) {
            problem("@severity must be one of CRITICAL, HIGH, MEDIUM, LOW, INFO: the worst that the rule may find");
        }
        return severity;
    }

    private void requireKnown(String annotation, Set<String> known) {
        for (String value : values(annotation)) {
            if (!known.contains(value)) {
                problem("@" + annotation + " names an unknown fact \"" + value + "\"; known: "
                        + String.join(", ", known));
            }
        }
    }

    private Set<OperatingSystem> systems() {
        Set<OperatingSystem> systems = new TreeSet<>();
        for (String id : values("os")) {
            OperatingSystem.find(id)
                    .ifPresentOrElse(systems::add, () -> problem("@os names an unknown system \"" + id + "\""));
        }
        return systems;
    }

    /** Keys are written as text, because a dot ends a word of an annotation. */
    private List<String> settings() {
        List<String> keys = new ArrayList<>();
        values("settings").forEach(key -> keys.add(key.replace("\"", "").strip()));
        return keys;
    }

    /** The README's first heading; the id when there is none. */
    private String title() {
        return readme.lines()
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2).strip())
                .findFirst()
                .orElse(definition.id());
    }

    private List<String> values(String annotation) {
        return definition.annotations().getOrDefault(annotation, List.of());
    }

    private void problem(String reason) {
        problems.add(new RuleProblem(definition.id() + "/rule.drl", 1, reason));
    }
}
