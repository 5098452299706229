package io.portgrade.firewall;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits the ephemeral ports of a flow by what connection tracking and NAT do to its connections. */
final class Cells {

    /** Of more kinds of NAT at once nothing is told. */
    private static final int MAX_KINDS_OF_NAT = 8;

    private final NetfilterJudge judge;
    private final Flow flow;
    private final List<Conversation.Step> steps;

    Cells(NetfilterJudge judge, Flow flow) {
        this.judge = judge;
        this.flow = flow;
        this.steps = Conversation.of(flow.protocol(), flow.inbound());
    }

    List<Cell> all() {
        PortBits[] forward = untracked(true);
        PortBits[] back = untracked(false);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                PortBits ports = forward[i].copy();
                ports.retain(back[j]);
                if (!ports.isEmpty()) {
                    add(new Cell(ports, i == 1, j == 1, null), cells);
                }
            }
        }
        PortBits torn = forward[0];
        torn.retain(forward[1]);
        addTorn(torn, cells);
        return cells;
    }

    /** Of a connection that is tracked in part, NAT sends some packets elsewhere than others. */
    private void addTorn(PortBits torn, List<Cell> cells) {
        if (torn.isEmpty() || flow.protocol() != IpProtocol.TCP) {
            return;
        }
        PortBits translated = PortBits.none();
        for (Conversation.Step step : steps) {
            if (step.forward()) {
                PacketClass packet = flow.packet(step, flow.legs(step).get(0), CtState.NEW, false);
                judge.rewritings(packet, true).forEach(kind -> translated.add(kind.may()));
            }
        }
        translated.retain(torn);
        if (!translated.isEmpty()) {
            cells.add(new Cell(
                    translated, true, false, new Action.Unmodelled("NAT of a connection that is tracked in part")));
        }
    }

    /** The ports that may be tracked, and those that may not be. */
    private PortBits[] untracked(boolean forward) {
        PortBits may = PortBits.none();
        PortBits must = PortBits.all();
        boolean any = false;
        for (Conversation.Step step : steps) {
            if (step.forward() == forward) {
                PortBits mustOfStep = PortBits.none();
                collect(step, may, mustOfStep);
                must.retain(mustOfStep);
                any = true;
            }
        }
        PortBits tracked = PortBits.all();
        if (any) {
            tracked.remove(must);
        }
        return new PortBits[] {tracked, may};
    }

    private void collect(Conversation.Step step, PortBits may, PortBits must) {
        Direction leg = flow.legs(step).get(0);
        PacketClass packet = flow.packet(step, leg, CtState.INVALID, false);
        for (Rewritings.Rewriting rewriting : judge.rewritings(packet, false)) {
            if (rewriting.action() instanceof Action.NoTrack) {
                may.add(rewriting.may());
                must.add(rewriting.must());
            }
        }
    }

    /** A connection whose first packet is not tracked meets no NAT. */
    private void add(Cell cell, List<Cell> cells) {
        if (cell.untrackedForward()) {
            answered(cell, cells);
            return;
        }
        Conversation.Step first = steps.get(0);
        PacketClass packet = flow.packet(first, flow.legs(first).get(0), CtState.NEW, false);
        List<Rewritings.Rewriting> kinds = judge.rewritings(packet, true).stream()
                .filter(rewriting -> matters(rewriting.action(), cell))
                .toList();
        PortBits untouched = cell.ports().copy();
        kinds.forEach(kind -> untouched.remove(kind.must()));
        if (!untouched.isEmpty()) {
            cells.add(with(cell, untouched, null));
        }
        boolean beyond = kinds.size() > MAX_KINDS_OF_NAT || isDoublyTranslated(kinds) || cell.untrackedBack();
        for (Rewritings.Rewriting kind : kinds) {
            PortBits ports = cell.ports().copy();
            ports.retain(kind.may());
            if (!ports.isEmpty()) {
                Action action = beyond ? new Action.Unmodelled("NAT") : known(kind.action());
                addTranslated(cell, ports, action, cells);
            }
        }
    }

    /** Answers come from the other place then, and what comes from there may be kept from connection tracking. */
    private void addTranslated(Cell cell, PortBits ports, Action action, List<Cell> cells) {
        PortBits followed = ports.copy();
        if (action instanceof Action.DestinationNat nat) {
            followed.remove(flow.inbound() ? answeredOutOfSight(nat) : outOfSight(nat));
        }
        PortBits lostSight = ports.copy();
        lostSight.remove(followed);
        if (!followed.isEmpty()) {
            cells.add(with(cell, followed, action));
        }
        if (!lostSight.isEmpty()) {
            cells.add(with(cell, lostSight, new Action.Unmodelled("NAT of what is not tracked on its way back")));
        }
    }

    /** Ports to which answers from the other place are not tracked. */
    private PortBits outOfSight(Action.DestinationNat nat) {
        if (nat.address() == null) {
            return PortBits.none();
        }
        Integer port = nat.ports() == null
                ? flow.remotePort()
                : Integer.valueOf(nat.ports().low());
        return new Cells(judge, flow.to(nat.address(), port)).untracked(false)[1];
    }

    /** All ports, if one of those that answer for them does so without being tracked. */
    private PortBits answeredOutOfSight(Action.DestinationNat nat) {
        if (nat.ports() == null) {
            return PortBits.none();
        }
        PortBits answering = PortBits.none();
        answering.add(nat.ports().low(), nat.ports().high());
        answering.retain(untracked(false)[1]);
        return answering.isEmpty() ? PortBits.none() : PortBits.all();
    }

    /** Of a connection whose first packet is not tracked, an answer that is looks like the first of another one. */
    private void answered(Cell cell, List<Cell> cells) {
        PortBits untouched = cell.ports().copy();
        for (Conversation.Step step : steps) {
            if (!step.forward() && !cell.untrackedBack()) {
                PacketClass packet = flow.packet(step, flow.legs(step).get(0), CtState.NEW, false);
                judge.rewritings(packet, true).forEach(kind -> untouched.remove(touched(kind)));
            }
        }
        if (!untouched.isEmpty()) {
            cells.add(with(cell, untouched, null));
        }
        PortBits touched = cell.ports().copy();
        touched.remove(untouched);
        if (!touched.isEmpty()) {
            cells.add(with(cell, touched, new Action.Unmodelled("NAT of answers to what is not tracked")));
        }
    }

    /** The ports that are sent elsewhere, and those that they are sent to: two answers cannot both have one. */
    private static PortBits touched(Rewritings.Rewriting kind) {
        PortBits touched = kind.may().copy();
        if (kind.action() instanceof Action.DestinationNat nat && nat.ports() != null && !touched.isEmpty()) {
            touched.add(nat.ports().low(), nat.ports().high());
        }
        return touched;
    }

    private static Cell with(Cell cell, PortBits ports, @Nullable Action nat) {
        return new Cell(ports, cell.untrackedForward(), cell.untrackedBack(), nat);
    }

    /**
     * On the loopback interface MASQUERADE may take the address of another one, and nothing translates answers back that
     * are not tracked.
     */
    private boolean matters(Action action, Cell cell) {
        if (action instanceof Action.SourceNat source) {
            return !flow.inbound() && (source.ports() != null || flow.loopback() || cell.untrackedBack());
        }
        return action instanceof Action.DestinationNat || action instanceof Action.Unmodelled;
    }

    /** Whether a port may be sent elsewhere and get another source too. */
    private static boolean isDoublyTranslated(List<Rewritings.Rewriting> kinds) {
        for (Rewritings.Rewriting one : kinds) {
            for (Rewritings.Rewriting other : kinds) {
                if (one.action().getClass() != other.action().getClass()) {
                    PortBits both = one.may().copy();
                    both.retain(other.may());
                    if (!both.isEmpty()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Where the other place is this host, or more than one, or on another host for what comes in, nothing is told. */
    private Action known(Action action) {
        if (!(action instanceof Action.DestinationNat nat)) {
            return flow.loopback() ? new Action.Unmodelled("source NAT on the loopback interface") : action;
        }
        AddressRange address = nat.address();
        if (flow.inbound()) {
            boolean here = address == null || isOwn(address);
            return here ? action : new Action.Unmodelled("DNAT to another host");
        }
        boolean elsewhere = address != null
                && address.low().equals(address.high())
                && !address.low().isLoopback()
                && !isOwn(address)
                && !flow.loopback()
                && (nat.ports() == null || nat.ports().size() == 1);
        return elsewhere ? action : new Action.Unmodelled("DNAT");
    }

    private boolean isOwn(AddressRange address) {
        return address.low().equals(address.high()) && flow.local().contains(address.low());
    }
}
