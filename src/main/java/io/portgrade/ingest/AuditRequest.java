package io.portgrade.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.portgrade.ingest.pools.SubmittedPool;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is submitted to have one host audited, as it stands in the request's JSON.
 *
 * <p>A section that was not sent is null, or empty where it is a collection. Null elements stay in their place, so that
 * an index means what it means in the request; they are passed over.
 *
 * @param sysctl text as {@code sysctl -a} or netsh printed it
 * @param files intended configuration
 * @param settings overrides by key, the strongest source
 * @param pools connection pools
 * @param sockets text as {@code ss} or {@code netstat} printed it
 * @param limits text of {@code ulimit -a}, limits.conf or {@code /proc/PID/limits}
 * @param baseline an earlier report of the host: only findings that it does not have count for the gate
 */
public record AuditRequest(
        @Nullable SubmittedHost host,
        @Nullable String sysctl,
        List<@Nullable SubmittedFile> files,
        Map<String, @Nullable String> settings,
        List<@Nullable SubmittedFirewall> firewall,
        List<@Nullable SubmittedPool> pools,
        @Nullable String sockets,
        @Nullable String limits,
        @Nullable SubmittedBaseline baseline) {

    public AuditRequest {
        files = copy(files);
        settings = copy(settings);
        firewall = copy(firewall);
        pools = copy(pools);
    }

    /** A request that holds one text and nothing else. */
    public static AuditRequest ofSysctl(String text) {
        return new AuditRequest(null, text, List.of(), Map.of(), List.of(), List.of(), null, null, null);
    }

    /** The same about another host. */
    public AuditRequest of(SubmittedHost other) {
        return new AuditRequest(other, sysctl, files, settings, firewall, pools, sockets, limits, baseline);
    }

    /** What must be put right before this can be read; empty when nothing must. */
    public List<InvalidField> validate() {
        return RequestValidation.of(this);
    }

    /**
     * Who is submitted.
     *
     * @param os an id of {@link io.portgrade.snapshot.OperatingSystem}; any text until validated
     * @param kernel the release as the system prints it
     * @param addresses the host's own
     * @param networkInterface the outbound one
     */
    public record SubmittedHost(
            @Nullable String name,
            @Nullable String os,
            @Nullable String kernel,
            Map<String, @Nullable String> labels,
            List<@Nullable String> addresses,
            @JsonProperty("interface") @Nullable String networkInterface) {

        public SubmittedHost {
            labels = copy(labels);
            addresses = copy(addresses);
        }
    }

    /**
     * An earlier report, of which only this is looked at.
     *
     * @param findings null when it is no report
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SubmittedBaseline(
            @Nullable List<@Nullable EarlierFinding> findings,
            @Nullable EarlierHost host,
            @Nullable String policy,
            @Nullable String policyVersion,
            @Nullable String rulePack) {

        /**
         * Says so where both reports name their hosts, and not the same one, or where other rules or another policy made this.
         *
         * @param name of the host
         * @param nowRulePack version of the rules
         */
        public List<Diagnostic> differences(String name, String nowPolicy, String nowVersion, String nowRulePack) {
            String was = policy == null || policyVersion == null ? policy : policy + " " + policyVersion;
            String now = policyVersion == null ? nowPolicy : nowPolicy + " " + nowVersion;
            return Stream.of(otherHost(name), other("policy", was, now), other("rule pack", rulePack, nowRulePack))
                    .flatMap(Optional::stream)
                    .toList();
        }

        private Optional<Diagnostic> otherHost(String name) {
            String earlier = host == null ? null : host.name();
            return earlier == null
                            || earlier.equals(name)
                            || earlier.equals(HostIdentity.UNNAMED)
                            || name.equals(HostIdentity.UNNAMED)
                    ? Optional.empty()
                    : Optional.of(note("is a report of " + Excerpt.of(earlier) + ", not of " + Excerpt.of(name)
                            + ": what both have counts as old all the same"));
        }

        private static Optional<Diagnostic> other(String what, @Nullable String was, String now) {
            return was == null || was.equals(now)
                    ? Optional.empty()
                    : Optional.of(note("was made with " + what + " " + Excerpt.of(was) + ", not with " + Excerpt.of(now)
                            + ": what only one of them finds counts as new, or as gone"));
        }

        private static Diagnostic note(String message) {
            return Diagnostic.at(SourceLocation.in("baseline"), message);
        }

        /** The fingerprints of its findings. */
        public Set<String> fingerprints() {
            Set<String> fingerprints = new LinkedHashSet<>();
            for (EarlierFinding finding : findings == null ? List.<EarlierFinding>of() : findings) {
                if (finding != null && finding.fingerprint() != null) {
                    fingerprints.add(finding.fingerprint());
                }
            }
            return fingerprints;
        }
    }

    /** The host of an earlier report, as far as it is recognised by. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record EarlierHost(@Nullable String name) {}

    /** A finding of an earlier report, as far as it is recognised by. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record EarlierFinding(@Nullable String fingerprint) {}

    /** A configuration file; both fields are needed. */
    public record SubmittedFile(
            @Nullable String path, @Nullable String content) {}

    /** A firewall's rules; the format is detected when left out. */
    public record SubmittedFirewall(
            @Nullable String format,
            @Nullable String content,
            @Nullable String path) {}

    private static <E extends @Nullable Object> List<E> copy(@Nullable List<E> list) {
        return list == null ? List.of() : Collections.unmodifiableList(new ArrayList<>(list));
    }

    private static <E extends @Nullable Object> Map<String, E> copy(@Nullable Map<String, E> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
