package io.portgrade.render;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.portgrade.finding.Severity;
import io.portgrade.grade.Grade;
import io.portgrade.report.AuditReport;
import io.portgrade.report.CombinedRemediation;
import io.portgrade.report.RemediationSteps;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Reports and rules that stay what they are, so that what is made of them changes with the renderers alone. */
final class GoldenReports {

    static final Path FOLDER = Path.of("src/test/resources/golden");

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .addModule(new SimpleModule().addDeserializer(CombinedRemediation.class, new Unwrapped()))
            .build();

    private GoldenReports() {}

    /** Of {@code proxy.report.json}, which a real host was given, and its like. */
    static AuditReport read(String name) {
        try {
            return JSON.readValue(FOLDER.resolve(name + ".report.json").toFile(), AuditReport.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every rule that the reports name, and one that they do not. */
    static RuleCatalogue catalogue() {
        TreeMap<String, RuleDescription> rules = new TreeMap<>();
        for (String name : List.of("proxy", "clean")) {
            AuditReport report = read(name);
            report.notAssessed().forEach(missing -> rules.put(missing.rule(), rule(missing.rule(), Severity.HIGH)));
            report.findings().forEach(finding -> rules.put(finding.rule(), rule(finding.rule(), finding.severity())));
        }
        rules.put("port-range/invalid", rule("port-range/invalid", Severity.HIGH));
        return new RuleCatalogue("1.0.0", rules.values());
    }

    private static RuleDescription rule(String id, Severity severity) {
        String title = "What " + id + " finds";
        return new RuleDescription(
                id,
                title,
                severity,
                List.of(),
                List.of(),
                Set.of(),
                "# " + title
                        + "\n\n## What it checks\n\nThe setting `a.b`,\nand another.\n\n## Fix\n\n    sysctl -w a.b=1\n",
                RuleDescription.Origin.SHIPPED);
    }

    /** Reads what {@code @JsonUnwrapped} wrote. */
    private static final class Unwrapped extends StdDeserializer<CombinedRemediation> {

        private static final long serialVersionUID = 1;

        Unwrapped() {
            super(CombinedRemediation.class);
        }

        @Override
        public CombinedRemediation deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(parser);
            Grade after = Grade.find(tree.path("gradeAfter").asText()).orElseThrow();
            int points = tree.path("scoreAfter").asInt();
            ((ObjectNode) tree).remove(List.of("gradeAfter", "scoreAfter"));
            return new CombinedRemediation(context.readTreeAsValue(tree, RemediationSteps.class), after, points);
        }
    }
}
