package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends packets through netfilter's base chains. The order is that of {@code nft(8), ADDRESS FAMILIES}; connection tracking
 * stands at priority −200 of prerouting and output, and what comes before it sees every packet as invalid.
 */
final class NetfilterJudge {

    private static final int CONNTRACK = -200;
    private static final int DESTINATION_NAT = -100;
    private static final int SOURCE_NAT = 100;

    private record Station(Table table, Chain chain, Hook hook, int priority, boolean nat) {}

    private final List<Station> inbound;
    private final List<Station> outbound;
    private final FlagTests flagTests;
    private final MarkBits markBits;
    private final StepBudget budget;

    NetfilterJudge(List<Table> tables, Family family, StepBudget budget) {
        this.inbound = stations(tables, family, EnumSet.of(Hook.INGRESS, Hook.PREROUTING, Hook.INPUT));
        this.outbound = stations(tables, family, EnumSet.of(Hook.OUTPUT, Hook.POSTROUTING));
        this.flagTests = FlagTests.of(tables);
        this.markBits = MarkBits.of(tables);
        this.budget = budget;
    }

    /** What the rules make of the packet's flags, as far as it matters. */
    int answersAbout(PacketClass packet) {
        return flagTests.answers(packet.tcpFlags());
    }

    /**
     * In the order in which packets come to them: of one priority the chain that was made last goes first
     * ({@code nf_hook_entries_grow}, net/netfilter/core.c, since 4.14), and rulesets list chains as they were made.
     */
    private static List<Station> stations(List<Table> tables, Family family, Set<Hook> hooks) {
        List<Station> stations = new ArrayList<>();
        for (Table table : tables) {
            if (table.dormant() || !table.families().contains(family)) {
                continue;
            }
            for (Chain chain : table.chains().values()) {
                Chain.Base base = chain.base();
                if (base != null && hooks.contains(base.hook())) {
                    stations.add(new Station(table, chain, base.hook(), base.priority(), base.nat()));
                }
            }
        }
        Collections.reverse(stations);
        stations.sort(Comparator.comparing(Station::hook).thenComparingInt(Station::priority));
        return stations;
    }

    /** What becomes of a packet of a cell. */
    Outcome judge(PacketClass packet, Flow flow, Cell cell, boolean first) {
        Outcome outcome = Outcome.pass();
        budget.startWalk();
        outcome.mayPass.retain(cell.ports());
        Untracked untracked = new Untracked();
        int marks = marksAtFirst(packet);
        for (Station station : stationsOf(packet.direction())) {
            if (outcome.mayPass.isEmpty()) {
                break;
            }
            if (station.nat() && (!first || packet.state() != CtState.NEW)) {
                continue;
            }
            PacketClass seen = seen(packet, station, flow, cell).withMarks(marks);
            boolean early = isBeforeTracking(station) && !isKnownAlready(packet);
            marks = pass(station, seen, flow, cell, outcome, early ? untracked : null);
        }
        return outcome;
    }

    /** What comes in by the loopback interface has the mark with which it went out. */
    private int marksAtFirst(PacketClass packet) {
        return isKnownAlready(packet) ? markBits.ofAll() : 0;
    }

    /** @return bits of the mark that a rule may have set by then */
    private int pass(
            Station station, PacketClass packet, Flow flow, Cell cell, Outcome outcome, @Nullable Untracked untracked) {
        PortRanges other = cell.translated(flow.inbound());
        if (other == null || !seesTranslated(station, flow)) {
            ChainWalk walk = new ChainWalk(station.table(), packet, budget, outcome, untracked);
            outcome.mayPass.retain(walk.through(station.chain(), outcome.mayPass));
            return walk.marks();
        }
        Outcome translated = new Outcome(PortBits.of(other));
        ChainWalk walk = new ChainWalk(station.table(), packet, budget, translated);
        PortBits through = walk.through(station.chain(), translated.mayPass);
        Translation.apply(other, through, translated, outcome);
        return walk.marks();
    }

    /** The packet as a chain sees it: before connection tracking, and with the ends that NAT gave it. */
    private static PacketClass seen(PacketClass packet, Station station, Flow flow, Cell cell) {
        boolean early = isBeforeTracking(station) && !isKnownAlready(packet);
        PacketClass seen = early ? packet.withState(CtState.INVALID) : packet;
        Action nat = cell.nat();
        return !flow.inbound() && nat instanceof Action.DestinationNat to ? redirected(seen, station, to) : seen;
    }

    /** On the loopback interface a packet comes in with what connection tracking said when it went out. */
    private static boolean isKnownAlready(PacketClass packet) {
        return packet.loopback() && packet.direction() == Direction.INBOUND;
    }

    private static boolean isBeforeTracking(Station station) {
        return station.priority() < CONNTRACK && (station.hook() == Hook.PREROUTING || station.hook() == Hook.OUTPUT)
                || station.hook() == Hook.INGRESS;
    }

    /** A connection that the host opens, sent elsewhere by its own OUTPUT: what comes after that sees the other place. */
    private static PacketClass redirected(PacketClass packet, Station station, Action.DestinationNat nat) {
        AddressRange address = nat.address();
        boolean before = station.hook() == Hook.OUTPUT && station.priority() < DESTINATION_NAT
                || station.hook() == Hook.INPUT && station.priority() > SOURCE_NAT;
        if (before || address == null) {
            return packet;
        }
        PortRange ports = nat.ports();
        return packet.withRemote(address.low(), ports == null ? packet.remotePort() : Integer.valueOf(ports.low()));
    }

    /** Whether a chain sees the translated local port, and not the one that the socket has. */
    private static boolean seesTranslated(Station station, Flow flow) {
        int priority = station.priority();
        if (flow.inbound()) {
            return switch (station.hook()) {
                case PREROUTING -> priority > DESTINATION_NAT;
                case INPUT, OUTPUT -> true;
                case POSTROUTING -> priority <= SOURCE_NAT;
                default -> false;
            };
        }
        return switch (station.hook()) {
            case INGRESS -> true;
            case PREROUTING -> priority < DESTINATION_NAT;
            case POSTROUTING -> priority > SOURCE_NAT;
            default -> false;
        };
    }

    private List<Station> stationsOf(Direction direction) {
        return direction == Direction.INBOUND ? inbound : outbound;
    }

    /** What the chains before connection tracking, or those of NAT, do to packets of a class. */
    List<Rewritings.Rewriting> rewritings(PacketClass packet, boolean nat) {
        List<Rewritings.Rewriting> all = new ArrayList<>();
        budget.startWalk();
        Untracked untracked = new Untracked();
        int marks = nat ? marksAtFirst(packet) | markBits.besidesNat() : marksAtFirst(packet);
        for (Station station : stationsOf(packet.direction())) {
            boolean wanted = nat ? station.nat() : !station.nat() && isBeforeTracking(station);
            if (wanted) {
                PacketClass seen = (nat ? packet : packet.withState(CtState.INVALID)).withMarks(marks);
                ChainWalk walk = new ChainWalk(station.table(), seen, budget, Outcome.pass(), nat ? null : untracked);
                walk.through(station.chain(), PortBits.all());
                all.addAll(walk.rewritings());
                marks = walk.marks();
            }
        }
        return all;
    }
}
