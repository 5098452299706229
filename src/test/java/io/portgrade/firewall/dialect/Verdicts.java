package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.HostTraffic;
import io.portgrade.firewall.IpAddress;
import io.portgrade.firewall.IpProtocol;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.snapshot.Destination;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.FirewallFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a document says about the traffic of a host whose address and interface are known or not. */
public record Verdicts(
        ParsedFirewall parsed,
        List<IpAddress> addresses,
        @Nullable String networkInterface) {

    /** In a format that is to be detected. */
    public static Verdicts of(String text) {
        return of(null, text);
    }

    public static Verdicts of(@Nullable FirewallFormat format, String text) {
        return new Verdicts(
                Dialects.parse(new FirewallDocument("fw", format, text)).orElseThrow(), List.of(), null);
    }

    /** A file beside the tests, of a format that is to be detected. */
    public static Verdicts ofFile(String name) {
        return of(file(name));
    }

    public static String file(String name) {
        try (InputStream in = Verdicts.class.getResourceAsStream("/firewall/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Verdicts on(String name, String... own) {
        List<IpAddress> all = List.of(own).stream()
                .map(text -> IpAddress.find(text).orElseThrow())
                .toList();
        return new Verdicts(parsed, all, name);
    }

    public PathVerdict tcp(PathKind kind) {
        return verdict(kind, Family.IPV4, IpProtocol.TCP, null);
    }

    public PathVerdict udp(PathKind kind) {
        return verdict(kind, Family.IPV4, IpProtocol.UDP, null);
    }

    public PathVerdict tcp6(PathKind kind) {
        return verdict(kind, Family.IPV6, IpProtocol.TCP, null);
    }

    /** Towards one destination over TCP. */
    public PathVerdict to(String host, int port, PathKind kind) {
        Family family = IpAddress.find(host).orElseThrow().family();
        return verdict(kind, family, IpProtocol.TCP, new Destination(host, port, "tcp"));
    }

    private PathVerdict verdict(PathKind kind, Family family, IpProtocol protocol, @Nullable Destination destination) {
        String name = destination == null ? "any" : destination.toString();
        return FirewallAnalysis.of(
                        List.of(Objects.requireNonNull(parsed.firewall())),
                        HostTraffic.of(
                                addresses, networkInterface, destination == null ? List.of() : List.of(destination)))
                .verdicts()
                .stream()
                .filter(verdict -> verdict.direction() == kind
                        && verdict.family() == family
                        && verdict.protocol() == protocol
                        && verdict.destination().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public List<String> messages() {
        return parsed.diagnostics().stream()
                .map(diagnostic -> diagnostic.line() + " " + diagnostic.message())
                .toList();
    }

    /** Modelled of all. */
    public String share() {
        return parsed.modelledLines() + "/" + parsed.ruleLines();
    }
}
