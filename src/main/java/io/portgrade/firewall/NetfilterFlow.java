package io.portgrade.firewall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What netfilter does to the packets of a flow: those towards an ephemeral port, and those from it. */
final class NetfilterFlow {

    private static final Cell UNTRACKED = new Cell(PortBits.all(), true, true, null);

    private final NetfilterJudge judge;

    /** Of packets that no rule can tell apart, the first is judged and the others share its fate. */
    private final Map<Kind, Outcome> judged = new HashMap<>();

    /**
     * What rules can tell packets of one flow apart by.
     *
     * @param ephemeral on the loopback interface packets go both ways by one leg
     * @param first whether NAT sees it
     * @param flagAnswers of {@link FlagTests}
     */
    private record Kind(Direction leg, End ephemeral, CtState state, boolean reply, boolean first, int flagAnswers) {}

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
        if (cells.size() == 1) {
            Cell only = cells.get(0);
            PacketClass packet = packet(flow, step, leg, only);
            Outcome outcome = judged.computeIfAbsent(kind(packet), kind -> judge(packet, flow, only, kind.first()));
            return new Passage(step.name(), step.forward() == flow.inbound(), packet.state(), outcome);
        }
        Outcome merged = new Outcome(PortBits.none());
        CtState state = CtState.NEW;
        for (Cell cell : cells) {
            PacketClass packet = packet(flow, step, leg, cell);
            state = packet.state();
            merged.merge(judge(packet, flow, cell, kind(packet).first()));
        }
        return new Passage(step.name(), step.forward() == flow.inbound(), state, merged);
    }

    private static PacketClass packet(Flow flow, Conversation.Step step, Direction leg, Cell cell) {
        CtState state = Conversation.state(step, flow.protocol(), cell.untrackedForward(), cell.untrackedBack());
        return flow.packet(step, leg, state, Conversation.isReply(step, cell.untrackedForward()));
    }

    private Kind kind(PacketClass packet) {
        boolean first = packet.state() == CtState.NEW;
        return new Kind(
                packet.direction(),
                packet.ephemeral(),
                packet.state(),
                packet.reply(),
                first,
                judge.answersAbout(packet));
    }

    private Outcome judge(PacketClass packet, Flow flow, Cell cell, boolean first) {
        return cell.nat() instanceof Action.Unmodelled unknown
                ? Outcome.undecided(cell.ports(), new Decider("NAT", null, unknown.text()))
                : judge.judge(packet, flow, cell, first);
    }

    /**
     * Neighbour discovery is no part of any connection, and nothing reaches the other end without: who opens the connection
     * asks (135) and must hear the answer (136). The other one has learned its address from the question, so that it can
     * do without asking for a while.
     */
    private void discover(Flow flow, List<Passage> passages) {
        boolean asks = !flow.inbound();
        passages.add(discovery(flow, Direction.OUTBOUND, Discovery.SOLICITATION, asks));
        passages.add(discovery(flow, Direction.INBOUND, Discovery.ADVERTISEMENT, asks));
        passages.add(discovery(flow, Direction.INBOUND, Discovery.SOLICITATION, !asks));
        passages.add(discovery(flow, Direction.OUTBOUND, Discovery.ADVERTISEMENT, !asks));
    }

    private Passage discovery(Flow flow, Direction leg, int type, boolean needed) {
        Outcome outcome = judge.judge(flow.discovery(leg, type), flow, UNTRACKED, false);
        if (!needed && !outcome.mayDrop.isEmpty()) {
            outcome.mayPass.add(PortBits.all());
        }
        return Discovery.passage(leg, type, outcome);
    }
}
