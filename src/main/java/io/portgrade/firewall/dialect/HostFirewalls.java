package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.SourcePorts;
import io.portgrade.firewall.StatelessReturn;
import io.portgrade.ingest.text.Excerpt;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Pool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
    private final String name;
    private final List<IpAddress> addresses;
    private final @Nullable String networkInterface;
    private final List<Destination> destinations;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private final boolean curable;
    private @Nullable FirewallAnalysis analysis;
    private @Nullable Alternatives alternatives;
    private @Nullable List<SourcePorts> sourcePorts;

    private HostFirewalls(
            List<FirewallDocument> submitted,
            String name,
            List<IpAddress> addresses,
            @Nullable String networkInterface,
            List<Destination> destinations) {
        this.name = name;
        this.addresses = List.copyOf(addresses);
        this.networkInterface = networkInterface;
        this.destinations = List.copyOf(destinations);
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
        name = judged.name;
        addresses = judged.addresses;
        networkInterface = judged.networkInterface;
        destinations = judged.destinations;
        diagnostics.addAll(judged.diagnostics);
        curable = false;
        analysis = judged.analysis();
        alternatives = judged.alternatives;
        sourcePorts = judged.sourcePorts();
    }

    /** Reads all documents of a host; with none, nothing is done. */
    public static HostFirewalls of(HostSnapshot host) {
        List<Diagnostic> notes = new ArrayList<>();
        HostFirewalls firewalls = new HostFirewalls(
                host.firewall(),
                host.host().name(),
                host.firewall().isEmpty() ? List.of() : addresses(host, notes),
                host.firewall().isEmpty() ? null : networkInterface(host.host().networkInterface(), notes),
                destinations(host.pools()));
        firewalls.diagnostics.addAll(0, notes);
        return firewalls;
    }

    private static List<Destination> destinations(List<Pool> pools) {
        Set<Destination> destinations = new LinkedHashSet<>();
        pools.forEach(pool -> destinations.add(pool.destination()));
        return List.copyOf(destinations);
    }

    /** The same host with other documents. */
    public HostFirewalls with(List<FirewallDocument> others) {
        return new HostFirewalls(others, name, addresses, networkInterface, destinations);
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

    /** A name with a blank in it is no interface's, and rules that name another would be taken not to match. */
    private static @Nullable String networkInterface(@Nullable String name, List<Diagnostic> notes) {
        if (name == null || !name.isEmpty() && name.chars().noneMatch(c -> c <= ' ')) {
            return name;
        }
        notes.add(new Diagnostic(
                "host.interface", null, "not the name of an interface, passed over: " + Excerpt.of(name)));
        return null;
    }

    private static List<IpAddress> addresses(HostSnapshot host, List<Diagnostic> notes) {
        List<IpAddress> known = new ArrayList<>();
        for (String text : host.host().addresses()) {
            int slash = text.indexOf('/');
            Optional<IpAddress> address = IpAddress.find((slash < 0 ? text : text.substring(0, slash)).strip());
            address.ifPresentOrElse(
                    known::add,
                    () -> notes.add(new Diagnostic(
                            "host.addresses", null, "not an address, passed over: " + Excerpt.of(text))));
        }
        return known;
    }

    /** By source. */
    public List<ReadFirewall> documents() {
        return documents;
    }

    /** Those that could be read, by source, and what stands for tables that were not sent. */
    public List<Firewall> firewalls() {
        return firewalls;
    }

    /** The host's own addresses; empty when unknown. */
    public List<IpAddress> addresses() {
        return addresses;
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
            known = SourcePorts.of(firewalls, addresses, networkInterface, destinations);
            sourcePorts = known;
        }
        return known;
    }

    /** The fields of a request that tell where connections go and how, and were not sent. */
    public List<String> untoldOfConnections() {
        List<String> fields = new ArrayList<>();
        if (networkInterface == null) {
            fields.add("host.interface");
        }
        if (addresses.isEmpty()) {
            fields.add("host.addresses");
        }
        if (destinations.isEmpty()) {
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
        return FirewallAnalysis.of(others, name, addresses, networkInterface, destinations);
    }

    /**
     * @param without them
     * @param stateful with them asking for a connection that packets belong to
     */
    public record Alternatives(StatelessReturn stateless, FirewallAnalysis without, FirewallAnalysis stateful) {}
}
