package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends packets through netfilter's base chains. The order is that of {@code nft(8), ADDRESS FAMILIES}; connection tracking
 * stands at priority −200 of prerouting and output, and what comes before it sees every packet as invalid.
 */
final class NetfilterJudge {

    private final List<Station> inbound;
    private final List<Station> outbound;
    private final FlagTests flagTests;
    private final MarkBits markBits;
    private final StepBudget budget;

    NetfilterJudge(List<Table> tables, Family family, StepBudget budget) {
        this.inbound = Station.all(tables, family, EnumSet.of(Hook.INGRESS, Hook.PREROUTING, Hook.INPUT));
        this.outbound = Station.all(tables, family, EnumSet.of(Hook.OUTPUT, Hook.POSTROUTING));
        this.flagTests = FlagTests.of(tables);
        this.markBits = MarkBits.of(tables, inbound, outbound);
        this.budget = budget;
    }

    /** What the rules make of the packet's flags, as far as it matters. */
    int answersAbout(PacketClass packet) {
        return flagTests.answers(packet.tcpFlags());
    }

    /** What becomes of a packet of a cell. */
    Outcome judge(PacketClass packet, Flow flow, Cell cell, boolean first) {
        Outcome outcome = Outcome.pass();
        budget.startWalk();
        outcome.mayPass.retain(cell.ports());
        Untracked untracked = new Untracked();
        int marks = marksAtFirst(packet, flow.inbound());
        for (Station station : stationsOf(packet.direction())) {
            if (outcome.mayPass.isEmpty()) {
                break;
            }
            if (station.nat() && (!first || packet.state() != CtState.NEW || isKnownAlready(packet))) {
                continue;
            }
            PacketClass seen = seen(packet, station, flow, cell).withMarks(marks);
            boolean early = station.isBeforeTracking() && !isKnownAlready(packet);
            marks = pass(station, seen, flow, cell, outcome, early ? untracked : null);
        }
        return outcome;
    }

    /**
     * What comes in by the loopback interface has the mark with which it went out, and what a tunnel brings that of its wrapping;
     * what answers to it may have the same ({@code tcp_fwmark_accept}).
     */
    private int marksAtFirst(PacketClass packet, boolean answers) {
        int marks = ~markBits.said();
        if (packet.direction() == Direction.OUTBOUND) {
            return marks | markBits.tied() | (answers ? markBits.inbound() : 0);
        }
        return marks | markBits.inbound() | (isKnownAlready(packet) ? markBits.outbound() : 0);
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
        Translation.apply(other, cell.keepsPorts(), through, translated, outcome);
        return walk.marks();
    }

    /** The packet as a chain sees it: before connection tracking, and with the ends that NAT gave it. */
    private static PacketClass seen(PacketClass packet, Station station, Flow flow, Cell cell) {
        boolean early = station.isBeforeTracking() && !isKnownAlready(packet);
        PacketClass seen = early ? packet.withState(CtState.INVALID) : packet;
        Action nat = cell.nat();
        return !flow.inbound() && nat instanceof Action.DestinationNat to ? redirected(seen, station, to) : seen;
    }

    /** On the loopback interface a packet comes in with what connection tracking said when it went out. */
    private static boolean isKnownAlready(PacketClass packet) {
        return packet.loopback() && packet.direction() == Direction.INBOUND;
    }

    /** A connection that the host opens, sent elsewhere by its own OUTPUT: what comes after that sees the other place. */
    private static PacketClass redirected(PacketClass packet, Station station, Action.DestinationNat nat) {
        AddressRange address = nat.address();
        boolean before = station.hook() == Hook.OUTPUT && station.priority() < Station.DESTINATION_NAT
                || station.hook() == Hook.INPUT && station.priority() > Station.SOURCE_NAT;
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
                case PREROUTING -> priority > Station.DESTINATION_NAT;
                case INPUT, OUTPUT -> true;
                case POSTROUTING -> priority <= Station.SOURCE_NAT;
                default -> false;
            };
        }
        return switch (station.hook()) {
            case INGRESS -> true;
            case PREROUTING -> priority < Station.DESTINATION_NAT;
            case POSTROUTING -> priority > Station.SOURCE_NAT;
            default -> false;
        };
    }

    /**
     * Tells of the rules of source NAT that a connection of the host comes to. The first that translates it is the last that it
     * meets, in whichever table ({@code nf_nat_inet_fn}, net/netfilter/nf_nat_core.c, v6.6).
     */
    void meetSourceNat(Flow flow, MetSourceNat met) {
        Conversation.Step step = Conversation.of(flow.protocol(), false).get(0);
        PacketClass packet = flow.packet(step, Direction.OUTBOUND, CtState.NEW, false);
        budget.startWalk();
        int marks = marksAtFirst(packet, false) | markBits.besidesNat();
        PortBits live = PortBits.all();
        boolean open = false;
        for (Station station : outbound) {
            if (!station.nat()) {
                continue;
            }
            boolean tied = outbound.stream()
                    .anyMatch(other -> other.nat() && station.isTiedWith(other) && station.own() == other.own());
            met.go(open || tied);
            ChainWalk walk =
                    new ChainWalk(station.table(), packet.withMarks(marks), budget, Outcome.pass()).noting(met);
            walk.through(station.chain(), live);
            marks = walk.marks();
            for (Rewritings.Rewriting kind : walk.rewritings()) {
                open = true;
                if (kind.action() instanceof Action.DestinationNat) {
                    packet = flow.redirected().packet(step, Direction.OUTBOUND, CtState.NEW, false);
                } else if (kind.action() instanceof Action.SourceNat && !tied) {
                    live.remove(kind.must());
                }
            }
        }
    }

    private List<Station> stationsOf(Direction direction) {
        return direction == Direction.INBOUND ? inbound : outbound;
    }

    /** What the chains before connection tracking, or those of NAT, do to packets of a class. */
    List<Rewritings.Rewriting> rewritings(PacketClass packet, boolean nat) {
        List<Rewritings.Rewriting> all = new ArrayList<>();
        budget.startWalk();
        Untracked untracked = new Untracked();
        int marks = marksAtFirst(packet, packet.reply()) | (nat ? markBits.besidesNat() : 0);
        for (Station station : stationsOf(packet.direction())) {
            boolean wanted = nat ? station.nat() : !station.nat() && station.isBeforeTracking();
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
