package io.portgrade.firewall;

import java.util.List;

/** All of the host's netfilter: connection tracking is one, whoever wrote the tables. */
final class NetfilterLayer implements Layer {

    private final NetfilterJudge judge;

    /** @param family of all flows that it will judge */
    NetfilterLayer(List<Table> tables, Family family, StepBudget budget) {
        this.judge = new NetfilterJudge(tables, family, budget);
    }

    @Override
    public List<Passage> judge(Flow flow) {
        NetfilterFlow netfilter = new NetfilterFlow(judge);
        return netfilter.judge(flow, netfilter.cells(flow));
    }

    /** Where some connections may leave with another source port, how each of them does; else none. */
    List<Cell> translated(Flow flow) {
        if (flow.inbound()) {
            return List.of();
        }
        List<Cell> cells = new NetfilterFlow(judge).cells(flow);
        return cells.stream().allMatch(cell -> cell.translated(false) == null) ? List.of() : cells;
    }
}
