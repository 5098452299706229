package io.portgrade.firewall.dialect;

import io.portgrade.firewall.Family;
import io.portgrade.firewall.Firewall;
import io.portgrade.snapshot.Diagnostic;
import io.portgrade.snapshot.FirewallFormat;
import io.portgrade.snapshot.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Rules that iptables says there are, but does not print: those of its older variant beside the newer one, and tables that only
 * {@code nft} can show.
 */
final class UntoldBackends {

    private static final String INCOMPATIBLE = "' is incompatible, use 'nft' tool";

    private final List<ReadFirewall> documents;
    private final List<Firewall> firewalls = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private UntoldBackends(List<ReadFirewall> documents) {
        this.documents = documents;
    }

    static UntoldBackends of(List<ReadFirewall> documents) {
        UntoldBackends untold = new UntoldBackends(
                documents.stream().filter(ReadFirewall::isReadable).toList());
        untold.addOlder(Family.IPV4, "iptables");
        untold.addOlder(Family.IPV6, "ip6tables");
        untold.addIncompatible();
        return untold;
    }

    private void addOlder(Family family, String tool) {
        if (documents.stream().noneMatch(read -> isOfOlder(read, family))) {
            documents.stream()
                    .filter(read -> hasComment(read, "# Warning: " + tool + "-legacy tables present"))
                    .findFirst()
                    .ifPresent(read -> add(
                            read,
                            List.of(family),
                            "rules of " + tool + "-legacy, which were not sent",
                            "there are more rules than these: add what " + tool + "-legacy-save prints"));
        }
    }

    private static boolean isOfOlder(ReadFirewall read, Family family) {
        return read.parsed() != null
                && read.parsed().firewall() instanceof Firewall.Netfilter netfilter
                && netfilter.tables().stream()
                        .anyMatch(table ->
                                table.keeper().isOlder() && table.families().contains(family));
    }

    private void addIncompatible() {
        if (documents.stream().noneMatch(UntoldBackends::isOfNft)) {
            documents.stream()
                    .filter(read -> hasComment(read, INCOMPATIBLE))
                    .findFirst()
                    .ifPresent(
                            read -> add(
                                    read,
                                    List.of(Family.values()),
                                    "a table that iptables cannot print",
                                    "a table that iptables cannot print is left out: send what nft list ruleset prints instead"));
        }
    }

    private static boolean isOfNft(ReadFirewall read) {
        FirewallFormat format = Objects.requireNonNull(read.parsed()).format();
        return format == FirewallFormat.NFT || format == FirewallFormat.NFT_JSON;
    }

    /** Between the lines of a dump or listing: what iptables says about it goes to the terminal. */
    private static boolean hasComment(ReadFirewall read, String part) {
        String text = read.document().text();
        return text.contains(part) && text.lines().anyMatch(line -> line.contains(part) && !line.startsWith("-"));
    }

    private void add(ReadFirewall read, List<Family> families, String what, String ask) {
        String source = read.document().source();
        families.forEach(family -> firewalls.add(UntoldFilters.unknown(family, what, SourceLocation.in(source))));
        diagnostics.add(new Diagnostic(source, null, ask));
    }

    /** One for each of them, whose rules nobody knows. */
    List<Firewall> firewalls() {
        return firewalls;
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
