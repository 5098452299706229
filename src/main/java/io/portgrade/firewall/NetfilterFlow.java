package io.portgrade.firewall;

import java.util.ArrayList;
import java.util.List;

/** What netfilter does to the packets of a flow: those towards an ephemeral port, and those from it. */
final class NetfilterFlow {

    private static final int NEIGHBOUR_SOLICITATION = 135;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;

    private static final Cell UNTRACKED = new Cell(PortBits.all(), true, true, null);

    private final NetfilterJudge judge;

    NetfilterFlow(NetfilterJudge judge) {
        this.judge = judge;
    }

    List<Cell> cells(Flow flow) {
        return new Cells(judge, flow).all();
    }

    List<Passage> judge(Flow flow, List<Cell> cells) {
        List<Passage> passages = new ArrayList<>();
        for (Conversation.Step step : Conversation.of(flow.protocol(), flow.inbound())) {
            for (Direction leg : flow.legs(step)) {
                passages.add(judge(flow, step, leg, cells));
            }
        }
        if (flow.family() == Family.IPV6 && !flow.loopback()) {
            discover(flow, passages);
        }
        return passages;
    }

    private Passage judge(Flow flow, Conversation.Step step, Direction leg, List<Cell> cells) {
        Outcome merged = new Outcome(PortBits.none());
        CtState state = CtState.NEW;
        for (Cell cell : cells) {
            state = Conversation.state(step, flow.protocol(), cell.untrackedForward(), cell.untrackedBack());
            PacketClass packet = flow.packet(step, leg, state, Conversation.isReply(step, cell.untrackedForward()));
            boolean first = state == CtState.NEW && step.forward();
            Outcome outcome = cell.nat() instanceof Action.Unmodelled unknown
                    ? Outcome.undecided(cell.ports(), new Decider("NAT", null, unknown.text()))
                    : judge.judge(packet, flow, cell, first);
            merged.merge(outcome);
        }
        return new Passage(step.name(), step.forward() == flow.inbound(), state, merged);
    }

    /**
     * Neighbour discovery is no part of any connection, and nothing reaches the other end without: who opens the connection
     * asks (135) and must hear the answer (136). The other one has learned its address from the question, so that it can
     * do without asking for a while.
     */
    private void discover(Flow flow, List<Passage> passages) {
        boolean asks = !flow.inbound();
        passages.add(discovery(flow, Direction.OUTBOUND, NEIGHBOUR_SOLICITATION, asks));
        passages.add(discovery(flow, Direction.INBOUND, NEIGHBOUR_ADVERTISEMENT, asks));
        passages.add(discovery(flow, Direction.INBOUND, NEIGHBOUR_SOLICITATION, !asks));
        passages.add(discovery(flow, Direction.OUTBOUND, NEIGHBOUR_ADVERTISEMENT, !asks));
    }

    private Passage discovery(Flow flow, Direction leg, int type, boolean needed) {
        Outcome outcome = judge.judge(flow.discovery(leg, type), flow, UNTRACKED, false);
        if (!needed && !outcome.mayDrop.isEmpty()) {
            outcome.mayPass.add(PortBits.all());
        }
        String name = type == NEIGHBOUR_SOLICITATION ? "neighbour solicitation" : "neighbour advertisement";
        return new Passage(name, leg == Direction.INBOUND, CtState.UNTRACKED, outcome);
    }
}
