package io.portgrade.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portgrade.finding.Severity;
import io.portgrade.render.SarifLog.Configuration;
import io.portgrade.render.SarifLog.Descriptor;
import io.portgrade.render.SarifLog.Text;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules as SARIF has them, all of them in every report, so that an index is always that of the same rule; severities are
 * those of the rules, whatever a policy says. A rule of which nothing was found has a sentence of help and not its README,
 * which nobody would be shown: GitHub shows help beside a result.
 */
final class SarifRules {

    /** GitHub Docs, "SARIF support for code scanning", reportingDescriptor object. */
    private static final int MAX_DESCRIPTION = 1024;

    private final Map<String, Integer> indexById = new HashMap<>();
    private final List<Written> rules = new ArrayList<>();

    /** A rule as a reportingDescriptor object in JSON, with its README and without. */
    private record Written(String id, String whole, String brief) {}

    SarifRules(RuleCatalogue catalogue, RulePages pages, JsonMapper mapper) {
        for (RuleDescription rule : catalogue.rules()) {
            indexById.put(rule.id(), rules.size());
            try {
                rules.add(new Written(
                        rule.id(),
                        mapper.writeValueAsString(descriptor(rule, pages, true)),
                        mapper.writeValueAsString(descriptor(rule, pages, false))));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * An array of reportingDescriptor objects.
     *
     * @param found the rules that a result is of
     */
    String json(Set<String> found) {
        return rules.stream()
                .map(rule -> found.contains(rule.id()) ? rule.whole() : rule.brief())
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Null when there is no such rule. */
    @Nullable
    Integer indexOf(String id) {
        return indexById.get(id);
    }

    private static Descriptor descriptor(RuleDescription rule, RulePages pages, boolean withReadme) {
        RuleReadme readme = new RuleReadme(rule);
        Severity severity = rule.severity();
        return new Descriptor(
                rule.id(),
                pascalCase(rule.id()),
                Text.of(cut(VisibleText.line(rule.title()))),
                Text.of(cut(readme.summary())),
                new Text(readme.summary(), withReadme ? readme.markdown() : null),
                pages.find(rule.id()).orElse(null),
                new Configuration(SeverityScale.sarifLevel(severity)),
                properties(rule));
    }

    private static Map<String, Object> properties(RuleDescription rule) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> tags = new ArrayList<>(List.of("ephemeral-ports", rule.topic()));
        SeverityScale.securitySeverity(rule.severity()).ifPresent(score -> {
            properties.put("security-severity", score);
            tags.add("security");
        });
        properties.put("precision", "high");
        properties.put("tags", tags);
        return properties;
    }

    private static String cut(String text) {
        return text.length() <= MAX_DESCRIPTION ? text : text.substring(0, MAX_DESCRIPTION - 1) + "…";
    }

    /** {@code reuse/timestamps-off} as {@code ReuseTimestampsOff}. */
    private static String pascalCase(String id) {
        StringBuilder name = new StringBuilder(id.length());
        boolean first = true;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == '/' || c == '-') {
                first = true;
            } else {
                name.append(first ? Character.toUpperCase(c) : c);
                first = false;
            }
        }
        return name.toString();
    }
}
