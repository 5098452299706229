package io.portgrade.rule;

import io.portgrade.fact.FactAssembler;
import io.portgrade.finding.Severity;
import io.portgrade.snapshot.OperatingSystem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a rule says about itself: {@code @severity}, {@code @requires}, {@code @os} and {@code @settings}. */
record RuleAnnotations(List<MatchResult> found) {

    private static final Pattern ANNOTATION = Pattern.compile("@(\\w+)\\s*(?:\\(([^)]*)\\))?");
    private static final Set<String> FACTS =
            FactAssembler.TYPES.stream().map(Class::getSimpleName).collect(Collectors.toUnmodifiableSet());

    /** @param code without comments and literals */
    static RuleAnnotations in(String code) {
        return new RuleAnnotations(ANNOTATION.matcher(code).results().toList());
    }

    static Optional<Severity> findSeverity(String name) {
        return Arrays.stream(Severity.values())
                .filter(s -> s.name().equals(name))
                .findFirst();
    }

    /** What {@code @severity} states; empty when it is missing or no severity. */
    Optional<Severity> worst() {
        return found.stream()
                .filter(annotation -> annotation.group(1).equals("severity"))
                .flatMap(annotation -> values(annotation).stream())
                .flatMap(name -> findSeverity(name).stream())
                .findFirst();
    }

    /** @param offences takes the offset and the reason of each offence */
    void check(BiConsumer<Integer, String> offences) {
        for (MatchResult annotation : found) {
            switch (annotation.group(1)) {
                case "severity" ->
                    check(annotation, "no severity", name -> findSeverity(name).isPresent(), offences);
                case "requires" -> check(annotation, "no type of fact", FACTS::contains, offences);
                case "os" -> check(annotation, "no operating system", RuleAnnotations::isSystem, offences);
                case "settings" -> {
                    // any key may be read
                }
                default -> offences.accept(annotation.start(), "there is no annotation " + annotation.group());
            }
        }
        long severities =
                found.stream().filter(a -> a.group(1).equals("severity")).count();
        if (severities != 1) {
            offences.accept(0, "@severity, the worst that a rule may find, stands " + severities + " times, not once");
        }
    }

    private static void check(
            MatchResult annotation, String complaint, Predicate<String> known, BiConsumer<Integer, String> offences) {
        for (String value : values(annotation)) {
            if (!known.test(value)) {
                offences.accept(annotation.start(), "@" + annotation.group(1) + ": \"" + value + "\" is " + complaint);
            }
        }
    }

    private static List<String> values(MatchResult annotation) {
        String list = annotation.group(2) == null ? "" : annotation.group(2);
        return Arrays.stream(list.split(",", -1)).map(String::strip).toList();
    }

    private static boolean isSystem(String id) {
        return Arrays.stream(OperatingSystem.values()).anyMatch(os -> os.id().equals(id));
    }
}
