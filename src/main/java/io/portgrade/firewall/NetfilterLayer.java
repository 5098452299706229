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

    /** Cells whose connections leave with another source port. */
    List<Cell> translated(Flow flow) {
        if (flow.inbound()) {
            return List.of();
        }
        return new NetfilterFlow(judge)
                .cells(flow).stream()
                        .filter(cell -> cell.translated(false) != null)
                        .toList();
    }
}
