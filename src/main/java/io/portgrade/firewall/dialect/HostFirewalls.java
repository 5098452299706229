package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.HostTraffic;
import io.portgrade.firewall.SourcePorts;
import io.portgrade.firewall.StatelessReturn;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.HostSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The firewalls of one host, read, and what they do to its traffic. It depends on no setting of the kernel, so that a host is
 * read and analysed once however often its settings are judged. Not for use by several threads.
 */
public final class HostFirewalls {

    private final List<ReadFirewall> documents;
    private final List<Firewall> firewalls;
    private final List<Firewall> untold;
    private final HostTraffic traffic;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final boolean curable;
    private @Nullable FirewallAnalysis analysis;
    private @Nullable Alternatives alternatives;
    private @Nullable List<SourcePorts> sourcePorts;

    private HostFirewalls(List<FirewallDocument> submitted, HostTraffic traffic) {
        this.traffic = traffic;
        curable = true;
        documents = submitted.stream()
                .sorted(Comparator.comparing(FirewallDocument::source))
                .flatMap(document -> MixedText.split(document).stream())
                .map(ReadFirewall::of)
                .toList();
        UntoldFilters filters = UntoldFilters.of(documents);
        UntoldBackends backends = UntoldBackends.of(documents);
        UntoldFamilies read = UntoldFamilies.of(documents);
        untold = Stream.concat(filters.firewalls().stream(), backends.firewalls().stream())
                .toList();
        firewalls = Stream.concat(Backends.told(read.firewalls()).stream(), untold.stream())
                .toList();
        documents.forEach(this::note);
        diagnostics.addAll(read.diagnostics());
        diagnostics.addAll(filters.diagnostics());
        diagnostics.addAll(backends.diagnostics());
    }

    private HostFirewalls(HostFirewalls judged) {
        documents = judged.documents;
        firewalls = judged.firewalls;
        untold = judged.untold;
        traffic = judged.traffic;
        diagnostics.addAll(judged.diagnostics);
        curable = false;
        analysis = judged.analysis();
        alternatives = judged.alternatives;
        sourcePorts = judged.sourcePorts();
    }

    /** Reads all documents of a host; with none, nothing is done. */
    public static HostFirewalls of(HostSnapshot host) {
        StatedTraffic stated = StatedTraffic.of(host);
        HostFirewalls firewalls = new HostFirewalls(host.firewall(), stated.traffic());
        if (!host.firewall().isEmpty()) {
            firewalls.diagnostics.addAll(0, stated.diagnostics());
        }
        return firewalls;
    }

    /** The same host with other documents. */
    public HostFirewalls with(List<FirewallDocument> others) {
        return new HostFirewalls(others, traffic);
    }

    /** The same, for when its settings are judged once more: what was read and analysed stays, and cures are known already. */
    public HostFirewalls judgedAgain() {
        return firewalls.isEmpty() ? this : new HostFirewalls(this);
    }

    /** Whether anyone asks for what mends a loss, which takes many analyses to find. */
    public boolean isCurable() {
        return curable;
    }

    private void note(ReadFirewall read) {
        ParsedFirewall parsed = read.parsed();
        if (parsed == null) {
            diagnostics.add(Dialects.notRecognised(read.document()));
            return;
        }
        String source = read.document().source();
        Optional<String> hint = read.isReadable()
                ? Optional.empty()
                : Summaries.hint(read.document().text());
        if (hint.isPresent()) {
            diagnostics.add(new Diagnostic(source, null, hint.get()));
            return;
        }
        diagnostics.addAll(parsed.diagnostics());
        if (!read.isReadable()) {
            String taken = "taken for " + parsed.format().id() + ", but nothing in it could be read as a firewall";
            diagnostics.add(new Diagnostic(source, null, taken));
        }
    }

    /** By source. */
    public List<ReadFirewall> documents() {
        return documents;
    }

    /** Those that could be read, by source, and what stands for tables that were not sent. */
    public List<Firewall> firewalls() {
        return firewalls;
    }

    /** The connections that they are judged for. */
    public HostTraffic traffic() {
        return traffic;
    }

    /** Whether documents were sent, each of them could be read, and none shows some of a host's tables only. */
    public boolean areComplete() {
        return !documents.isEmpty() && untold.isEmpty() && documents.stream().allMatch(ReadFirewall::isReadable);
    }

    /** Whether one of them can tell a reply from a new connection: a network ACL cannot. */
    public boolean keepState() {
        return !firewalls.stream().allMatch(Firewall.NetworkAcl.class::isInstance);
    }

    /** How the documents were read, and what could not be. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The format that a source was read in; empty for what is no document of this host. */
    public Optional<FirewallFormat> formatOf(String source) {
        return documents.stream()
                .filter(read -> read.document().source().equals(source))
                .map(ReadFirewall::parsed)
                .filter(Objects::nonNull)
                .map(ParsedFirewall::format)
                .findFirst();
    }

    /** What they do together; worked out when first asked for. */
    public FirewallAnalysis analysis() {
        FirewallAnalysis known = analysis;
        if (known == null) {
            known = analysis(firewalls);
            analysis = known;
        }
        return known;
    }

    /** The ports that source NAT names for the host's own connections; worked out when first asked for. */
    public List<SourcePorts> sourcePorts() {
        List<SourcePorts> known = sourcePorts;
        if (known == null) {
            known = SourcePorts.of(firewalls, traffic);
            sourcePorts = known;
        }
        return known;
    }

    /** The fields of a request that tell where connections go and how, and were not sent. */
    public List<String> untoldOfConnections() {
        List<String> fields = new ArrayList<>();
        if (traffic.networkInterface() == null) {
            fields.add("host.interface");
        }
        if (traffic.addresses().isEmpty()) {
            fields.add("host.addresses");
        }
        if (traffic.destinations().isEmpty()) {
            fields.add("pools");
        }
        return fields;
    }

    /** What they would do without rules that look at no state, and with these looking at it; kept for the last such rules. */
    public Alternatives alternatives(StatelessReturn stateless) {
        Alternatives known = alternatives;
        if (known == null || !known.stateless().equals(stateless)) {
            known = new Alternatives(
                    stateless,
                    analysis(stateless.removedFrom(firewalls)),
                    analysis(stateless.madeStatefulIn(firewalls)));
            alternatives = known;
        }
        return known;
    }

    /** What other firewalls would do in their place. */
    public FirewallAnalysis analysis(List<Firewall> others) {
        return FirewallAnalysis.of(others, traffic);
    }

    /**
     * @param without them
     * @param stateful with them asking for a connection that packets belong to
     */
    public record Alternatives(StatelessReturn stateless, FirewallAnalysis without, FirewallAnalysis stateful) {}
}
