package io.portgrade.rule;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portgrade.fact.Absence;
import io.portgrade.finding.Evidence;
import io.portgrade.finding.Severity;
import io.portgrade.ingest.AuditRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request and what one rule makes of it.
 *
 * @param rule the id of the rule
 * @param folder {@code request.json} with the parts of the request that are files of their own, among them any number whose
 *     names begin with {@code firewall}, and {@code expected.json}
 */
record RuleCase(String rule, Path folder) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FIREWALL = "firewall";
    private static final Set<String> PARTS = Set.of("sysctl.txt", "sockets.txt", "limits.txt");

    /**
     * What the report must hold about the rule.
     *
     * @param policy name of the policy to hold the host against; the default one when left out
     * @param findings those of the rule, in the report's order; empty when it must be quiet
     * @param notAssessed why the rule could not judge; null when it must have judged
     * @param remediation the settings that the first finding's remediation sets; null when they do not matter
     */
    record Expected(
            @Nullable String policy,
            @JsonProperty(required = true) List<Found> findings,
            Absence.@Nullable Kind notAssessed,
            @Nullable Map<String, String> remediation) {

        String policyOrDefault() {
            return policy == null ? "default" : policy;
        }
    }

    /** What is compared of a finding. */
    record Found(String rule, Severity severity, List<Evidence> evidence) {}

    String name() {
        return folder.getFileName().toString();
    }

    boolean fires() {
        return !expected().findings().isEmpty();
    }

    boolean isQuiet() {
        return !fires() && expected().notAssessed() == null;
    }

    Expected expected() {
        try {
            return JSON.readValue(folder.resolve("expected.json").toFile(), Expected.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request as JSON, the texts of its parts put into the sections of their names. */
    AuditRequest request() {
        try {
            JsonNode request = JSON.readTree(folder.resolve("request.json").toFile());
            for (String part : PARTS) {
                Path file = folder.resolve(part);
                if (Files.exists(file)) {
                    ((ObjectNode) request).put(part.replace(".txt", ""), Files.readString(file));
                }
            }
            for (Path file : firewalls()) {
                ((ObjectNode) request)
                        .withArray("firewall")
                        .addObject()
                        .put("path", file.getFileName().toString())
                        .put("content", Files.readString(file));
            }
            return JSON.treeToValue(request, AuditRequest.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each is a document of its own, whose path is its name. */
    private List<Path> firewalls() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(FIREWALL))
                    .sorted()
                    .toList();
        }
    }

    /** Files of the folder that no one reads. */
    List<String> strayFiles() throws IOException {
        List<String> strays = new ArrayList<>();
        try (var files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> !PARTS.contains(name) && !name.startsWith(FIREWALL))
                    .filter(name -> !name.equals("request.json") && !name.equals("expected.json"))
                    .forEach(strays::add);
        }
        return strays;
    }
}
