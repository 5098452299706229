package io.portgrade.firewall.remedy;

import io.portgrade.firewall.Firewall;
import io.portgrade.firewall.FirewallAnalysis;
import io.portgrade.firewall.Gap;
import io.portgrade.firewall.PathKind;
import io.portgrade.firewall.PathVerdict;
import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.firewall.dialect.ParsedFirewall;
import io.portgrade.firewall.dialect.ReadFirewall;
import io.portgrade.snapshot.FirewallDocument;
import io.portgrade.snapshot.PortRange;
import io.portgrade.snapshot.PortSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds what to add to a host's firewalls so that what they certainly lose gets through. Each addition is judged like
 * everything else: it stays only if less is lost with it and nobody can begin a connection who could not.
 */
public final class Healing {

    private static final int MOST_ROUNDS = 32;

    /** Of all rounds together. */
    private static final long MOST_STEPS = 12_000_000;

    /** With more rules, reading the changed documents takes too long. */
    private static final long MOST_RULES = 30_000;

    private static final List<Cure> CURES = List.of(
            new NetfilterCure(),
            new TrackingCure(),
            new NetworkAclCure(),
            new SecurityGroupCure(),
            new PacketFilterCure(),
            new WindowsCure());

    private final HostFirewalls host;
    private final List<ReadFirewall> documents;
    private final List<Firewall> firewalls;
    private final List<FirewallEdit> edits = new ArrayList<>();
    private final Map<PathVerdict, PortSet> wanted;
    private final PortSet openToOthers;
    private long rounds;

    private Healing(HostFirewalls host, Map<PathVerdict, PortSet> wanted) {
        this.host = host;
        this.documents =
                host.documents().stream().filter(ReadFirewall::isReadable).toList();
        this.firewalls = new ArrayList<>(host.firewalls());
        this.wanted = wanted;
        long rules = documents.stream()
                .map(ReadFirewall::parsed)
                .filter(Objects::nonNull)
                .mapToLong(ParsedFirewall::ruleLines)
                .sum();
        this.rounds = rules > MOST_RULES
                ? 0
                : Math.min(MOST_ROUNDS, MOST_STEPS / host.analysis().steps());
        this.openToOthers = rounds == 0 ? PortSet.empty() : openToOthers();
    }

    /**
     * What others reach, or would if only the packets after the first got through: a rule that lets them begin a connection and
     * none that lets them go on with it keeps nothing closed on purpose.
     */
    private PortSet openToOthers() {
        PortSet open = exposed(host.analysis());
        List<Firewall> answering =
                firewalls.stream().map(NetfilterCure::acceptingReplies).toList();
        return answering.equals(firewalls) ? open : open.union(exposed(host.analysis(answering)));
    }

    /**
     * @param wanted paths, and of each the ports from which packets are to get through
     * @return what to add, in order; empty when nothing is known to let all of them through
     */
    public static List<FirewallEdit> of(HostFirewalls host, Map<PathVerdict, PortSet> wanted) {
        return new Healing(host, new LinkedHashMap<>(wanted)).edits();
    }

    private List<FirewallEdit> edits() {
        if (rounds == 0) {
            return List.of();
        }
        List<Loss> losses = losses(host.analysis());
        while (!losses.isEmpty()) {
            Optional<FirewallAnalysis> better = improve(losses);
            if (better.isEmpty()) {
                return List.of();
            }
            losses = losses(better.get());
        }
        return proven();
    }

    /** The edits where they read best, else as statements at the end, else as commands alone. */
    private List<FirewallEdit> proven() {
        if (proveTrue(edits)) {
            return List.copyOf(edits);
        }
        List<FirewallEdit> statements = edits.stream().map(this::atEnd).toList();
        return proveTrue(statements)
                ? statements
                : edits.stream().map(FirewallEdit::commandOnly).toList();
    }

    private FirewallEdit atEnd(FirewallEdit edit) {
        return documents.stream()
                .map(ReadFirewall::document)
                .filter(document -> document.source().equals(edit.source()))
                .findFirst()
                .map(document -> edit.asStatement((int) document.text().lines().count() + 1))
                .orElse(edit);
    }

    /** Whether the documents, with edits in their text, lose nothing of what is wanted either. */
    private boolean proveTrue(List<FirewallEdit> edits) {
        List<FirewallDocument> edited = new ArrayList<>();
        for (ReadFirewall read : host.documents()) {
            Optional<FirewallDocument> document = EditedText.apply(
                    read.document(),
                    edits.stream().filter(edit -> isFor(edit, read)).toList());
            if (document.isEmpty()) {
                return false;
            }
            edited.add(document.get());
        }
        HostFirewalls then = host.with(edited);
        return losses(then.analysis()).isEmpty()
                && exposed(then.analysis()).minus(openToOthers).isEmpty();
    }

    /** A text of two kinds is two documents of one source. */
    private static boolean isFor(FirewallEdit edit, ReadFirewall read) {
        return read.parsed() != null && edit.format() == read.parsed().format();
    }

    private Optional<FirewallAnalysis> improve(List<Loss> losses) {
        for (Loss loss : losses) {
            for (int i = 0; i < documents.size() && rounds > 0; i++) {
                for (Cure cure : CURES) {
                    for (Proposal proposal : cure.proposals(documents.get(i), firewalls.get(i), loss)) {
                        Optional<FirewallAnalysis> then = analyse(i, proposal);
                        if (then.isPresent() && isBetter(then.get(), losses)) {
                            firewalls.set(i, proposal.firewall());
                            edits.addAll(proposal.edits());
                            return then;
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<FirewallAnalysis> analyse(int index, Proposal proposal) {
        if (rounds-- <= 0) {
            return Optional.empty();
        }
        List<Firewall> changed = new ArrayList<>(firewalls);
        changed.set(index, proposal.firewall());
        return Optional.of(host.analysis(changed));
    }

    private boolean isBetter(FirewallAnalysis then, List<Loss> before) {
        return !losses(then).equals(before) && exposed(then).minus(openToOthers).isEmpty();
    }

    /**
     * Ports that are open to everyone, or would be with neighbour discovery; a firewall that keeps no state opens them by
     * letting replies in.
     */
    private PortSet exposed(FirewallAnalysis analysis) {
        PortSet open = PortSet.empty();
        if (firewalls.stream().allMatch(Firewall.NetworkAcl.class::isInstance)) {
            return open;
        }
        for (PathVerdict path : analysis.verdicts()) {
            if (path.direction() == PathKind.NEW_INBOUND) {
                open = open.union(path.allowed()).union(path.unknown()).union(lackingDiscovery(path));
            }
        }
        return open;
    }

    private static PortSet lackingDiscovery(PathVerdict path) {
        return PortSet.of(path.gaps().stream()
                .filter(gap -> gap.packet().startsWith(Loss.DISCOVERY))
                .map(Gap::ports)
                .toList());
    }

    private List<Loss> losses(FirewallAnalysis analysis) {
        List<Loss> losses = new ArrayList<>();
        wanted.forEach((path, ports) -> {
            for (PathVerdict same : analysis.verdicts()) {
                if (isSame(path, same) && !same.blocked().intersect(ports).isEmpty()) {
                    addLosses(same, same.blocked().intersect(ports), losses);
                }
            }
        });
        return losses;
    }

    /** One for each that decides, with all ports that it does so for. */
    private static void addLosses(PathVerdict path, PortSet lost, List<Loss> losses) {
        Map<Object, List<Gap>> byDecider = new LinkedHashMap<>();
        for (Gap gap : path.gaps()) {
            if (gap.verdict() == Gap.Verdict.DROP && lost.sizeWithin(gap.ports()) > 0) {
                byDecider
                        .computeIfAbsent(List.of(gap.decidedBy(), gap.packet()), any -> new ArrayList<>())
                        .add(gap);
            }
        }
        byDecider.values().forEach(gaps -> {
            List<PortRange> ranges = gaps.stream().map(Gap::ports).toList();
            losses.add(new Loss(path, gaps.get(0), PortSet.of(ranges).intersect(lost)));
        });
    }

    private static boolean isSame(PathVerdict one, PathVerdict other) {
        return one.family() == other.family()
                && one.protocol() == other.protocol()
                && one.direction() == other.direction()
                && one.destination().equals(other.destination());
    }
}
