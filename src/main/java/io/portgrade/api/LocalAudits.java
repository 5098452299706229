package io.portgrade.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.portgrade.audit.Auditor;
import io.portgrade.ingest.SnapshotReader;
import io.portgrade.policy.PolicyLibrary;
import io.portgrade.report.Gate;
import io.portgrade.report.Rendering;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Audits what did not come by HTTP, just as if it had: the same sections, the same limits, the same words. */
public final class LocalAudits {

    private final Audits audits;
    private final Renderings renderings;
    private final PolicyLibrary policies;
    private final Archives archives;

    private LocalAudits(Audits audits, Renderings renderings, PolicyLibrary policies, Archives archives) {
        this.audits = audits;
        this.renderings = renderings;
        this.policies = policies;
        this.archives = archives;
    }

    /** The service's settings, as the environment and system properties state them. */
    public static SmallRyeConfig settings() {
        return new SmallRyeConfigBuilder()
                .addDefaultSources()
                .addDiscoveredConverters()
                .withMapping(HttpLimits.class)
                .withValidateUnknown(false)
                .build();
    }

    /** @param settings of {@link #settings()} */
    public static LocalAudits of(
            SmallRyeConfig settings,
            SnapshotReader reader,
            Auditor auditor,
            PolicyLibrary policies,
            List<Rendering> renderings) {
        HttpLimits limits = settings.getConfigMapping(HttpLimits.class);
        Archives archives = new Archives(limits, new BodyBudget(limits));
        Audits audits =
                new Audits(new Submissions(reader, archives), auditor, new AuditMetrics(new CompositeMeterRegistry()));
        return new LocalAudits(audits, new Renderings(renderings), policies, archives);
    }

    /**
     * A section, by the name of its part in a multipart body.
     *
     * @param path where it was read from; null when it is of no file
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Section(String name, @Nullable String path, byte[] content) {

        /** A section that is a short text, such as the host's name. */
        public static Section ofWord(String name, String word) {
            return new Section(name, null, word.getBytes(UTF_8));
        }
    }

    /**
     * What is asked for, as in the query of an audit.
     *
     * @param minGrade null when none is asked for
     * @param failOn null when none is named
     */
    public record Terms(
            String policy,
            @Nullable String minGrade,
            @Nullable String failOn,
            String format) {}

    /**
     * The report.
     *
     * @param report in the form asked for
     * @param gated whether anything was asked for that it could fail
     * @param passed whether it did not fail
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(byte[] report, String grade, boolean gated, boolean passed) {}

    /** What was sent cannot be audited; the message says why, and names the remedy. */
    public static final class Refusal extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient List<String> errors;

        private Refusal(ProblemException cause) {
            super(cause.detail(), null, false, false);
            this.errors = cause.errors().stream()
                    .filter(error -> !cause.detail().contains(error.message()))
                    .map(ProblemError::inWords)
                    .toList();
        }

        /** Each thing that is wrong and where, unless the message says it. */
        public List<String> errors() {
            return errors;
        }
    }

    /** @throws Refusal when any of it cannot be used, or nothing in it can be read */
    public Answer audit(List<Section> sections, Terms terms) throws Refusal {
        try {
            AuditQuery query = AuditQuery.of(policies, terms);
            Renderings.Choice choice = renderings.choose(query.formats(), List.of());
            Audits.Answer answer = audits.audit(AuditParts.toRequest(parts(sections), archives::read), query, choice);
            Gate gate = answer.report().gate();
            return new Answer(
                    answer.rendered(), answer.report().grade().letter(), gate != null, gate == null || gate.passed());
        } catch (ProblemException e) {
            throw new Refusal(e);
        }
    }

    private static List<Part> parts(List<Section> sections) {
        return sections.stream().map(LocalAudits::part).toList();
    }

    private static Part part(Section section) {
        byte[] content = section.content();
        return new Part(section.name(), section.path(), null, content, 0, content.length);
    }
}
