package io.portgrade.render;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of SARIF that reports need. Names and meaning: OASIS, "Static Analysis Results Interchange Format (SARIF)
 * Version 2.1.0", sections in the comments. Null is left out.
 */
record SarifLog(@JsonProperty("$schema") String schema, String version, List<Run> runs) {

    private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

    SarifLog(Run run) {
        this(SCHEMA, "2.1.0", List.of(run));
    }

    /** 3.14. */
    record Run(
            Tool tool,
            AutomationDetails automationDetails,
            List<Invocation> invocations,
            List<Result> results,
            Map<String, Object> properties) {}

    /** 3.18. */
    record Tool(Driver driver) {}

    /** 3.19; rules are written once and put together. */
    record Driver(
            String name,
            String semanticVersion,
            @JsonRawValue String rules,
            List<Descriptor> notifications) {}

    /** 3.49, of a rule or of a kind of notification. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Descriptor(
            String id,
            @Nullable String name,
            Text shortDescription,
            @Nullable Text fullDescription,
            @Nullable Text help,
            @Nullable String helpUri,
            @Nullable Configuration defaultConfiguration,
            @Nullable Map<String, Object> properties) {

        /** GitHub asks of every descriptor what it needs of rules. */
        static Descriptor ofNotification(String id, String name, String description) {
            Text text = Text.of(description);
            return new Descriptor(id, name, text, text, text, null, null, null);
        }
    }

    /** 3.12, or 3.11 where it is a message. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Text(String text, @Nullable String markdown) {

        static Text of(String text) {
            return new Text(text, null);
        }
    }

    /** 3.50. */
    record Configuration(String level) {}

    /** 3.17; what stands before the last slash tells the runs of several hosts apart. */
    record AutomationDetails(String id) {}

    /** 3.20. */
    record Invocation(
            boolean executionSuccessful, String endTimeUtc, List<Notification> toolConfigurationNotifications) {}

    /** 3.58. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Notification(
            Reference descriptor,
            @Nullable Reference associatedRule,
            String level,
            Text message,
            @Nullable List<Location> locations) {}

    /** 3.52. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reference(String id, @Nullable Integer index) {}

    /** 3.27. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            String ruleId,
            @Nullable Integer ruleIndex,
            String level,
            Text message,
            List<Location> locations,
            @Nullable List<Location> relatedLocations,
            Map<String, String> partialFingerprints,
            Map<String, Object> properties) {}

    /** 3.28. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Location(
            @Nullable Integer id,
            PhysicalLocation physicalLocation,
            @Nullable List<LogicalLocation> logicalLocations,
            @Nullable Text message) {}

    /** 3.29. */
    record PhysicalLocation(ArtifactLocation artifactLocation, Region region) {

        static PhysicalLocation of(FindingPlace place) {
            return new PhysicalLocation(new ArtifactLocation(place.uri()), new Region(place.lineOrFirst()));
        }
    }

    /** 3.4. */
    record ArtifactLocation(String uri) {}

    /** 3.30; a whole line, counted from 1. */
    record Region(int startLine) {}

    /** 3.33. */
    record LogicalLocation(String name, String fullyQualifiedName, String kind) {}
}
