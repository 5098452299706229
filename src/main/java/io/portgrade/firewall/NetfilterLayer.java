package io.portgrade.firewall;

import java.util.List;

/** All of the host's netfilter: connection tracking is one, whoever wrote the tables. */
final class NetfilterLayer implements Layer {

    private final List<Table> tables;
    private final StepBudget budget;

    NetfilterLayer(List<Table> tables, StepBudget budget) {
        this.tables = List.copyOf(tables);
        this.budget = budget;
    }

    @Override
    public List<Passage> judge(Flow flow) {
        NetfilterFlow netfilter = new NetfilterFlow(new NetfilterJudge(tables, flow.family(), budget));
        return netfilter.judge(flow, netfilter.cells(flow));
    }

    /** Cells whose connections leave with another source port. */
    List<Cell> translated(Flow flow) {
        if (flow.inbound()) {
            return List.of();
        }
        return new NetfilterFlow(new NetfilterJudge(tables, flow.family(), budget))
                .cells(flow).stream()
                        .filter(cell -> cell.translated(false) != null)
                        .toList();
    }
}
