package io.portgrade.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.drools.base.base.ObjectType;
import org.drools.base.definitions.rule.impl.RuleImpl;
import org.drools.base.rule.GroupElement;
import org.drools.base.rule.Pattern;
import org.drools.base.rule.RuleConditionElement;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;

/**
 * What a loaded rule says about itself.
 *
 * @param id {@code <topic>/<name>}
 * @param annotations values by annotation, {@code requires} to {@code [TimeWaitReuse, Destination]}
 * @param factTypes fully qualified names of the facts in its conditions, sorted, the policy among them
 */
public record RuleDefinition(String id, SortedMap<String, List<String>> annotations, List<String> factTypes) {

    public RuleDefinition {
        annotations = new TreeMap<>(annotations);
        factTypes = List.copyOf(factTypes);
    }

    /** All rules of a base, sorted by id. */
    static List<RuleDefinition> of(KieBase base) {
        return base.getKiePackages().stream()
                .map(KiePackage::getRules)
                .flatMap(Collection::stream)
                .map(rule -> of((RuleImpl) rule))
                .sorted(Comparator.comparing(RuleDefinition::id))
                .toList();
    }

    private static RuleDefinition of(RuleImpl rule) {
        SortedMap<String, List<String>> annotations = new TreeMap<>();
        for (Map.Entry<String, Object> annotation : rule.getMetaData().entrySet()) {
            annotations.put(annotation.getKey(), values(annotation.getValue()));
        }
        List<String> facts = patterns(rule.getLhs())
                .map(Pattern::getObjectType)
                .map(ObjectType::getClassName)
                .distinct()
                .sorted()
                .toList();
        return new RuleDefinition(rule.getName(), annotations, facts);
    }

    /** Drools keeps {@code @requires(A, B)} as one text. */
    private static List<String> values(Object annotation) {
        return annotation == null
                ? List.of()
                : Stream.of(annotation.toString().split(","))
                        .map(String::strip)
                        .filter(v -> !v.isEmpty())
                        .toList();
    }

    private static Stream<Pattern> patterns(RuleConditionElement element) {
        if (element instanceof Pattern pattern) {
            return Stream.of(pattern);
        }
        return element instanceof GroupElement group
                ? group.getChildren().stream().flatMap(RuleDefinition::patterns)
                : Stream.empty();
    }
}
