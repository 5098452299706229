package io.portgrade.firewall;

import io.portgrade.firewall.Firewall.Netfilter;
import io.portgrade.firewall.Firewall.NetworkAcl;
import io.portgrade.firewall.Firewall.PacketFilter;
import io.portgrade.firewall.Firewall.SecurityGroups;
import io.portgrade.firewall.Firewall.WindowsFirewall;
import java.util.ArrayList;
import java.util.List;

/** All firewalls between the host and the others; each must let a packet through. */
final class Layers {

    private final List<Layer> layers = new ArrayList<>();
    private final List<NetfilterLayer> netfilter = new ArrayList<>();

    /** Of the firewalls, those that were written for the family. */
    Layers(List<Firewall> firewalls, Family family, StepBudget budget) {
        List<Table> tables = new ArrayList<>();
        List<Rule> groupsIn = new ArrayList<>();
        List<Rule> groupsOut = new ArrayList<>();
        boolean groups = false;
        for (Firewall firewall : firewalls) {
            if (!firewall.families().contains(family)) {
                continue;
            }
            if (firewall instanceof Netfilter own) {
                tables.addAll(own.tables());
            } else if (firewall instanceof SecurityGroups own) {
                groups = true;
                groupsIn.addAll(own.inbound());
                groupsOut.addAll(own.outbound());
            } else if (firewall instanceof NetworkAcl acl) {
                layers.add(NetworkAclLayer.of(acl, budget));
            } else if (firewall instanceof PacketFilter filter) {
                layers.add(new PacketFilterLayer(filter, budget));
            } else if (firewall instanceof WindowsFirewall windows) {
                layers.add(StatefulLayer.of(windows, budget));
            }
        }
        if (!tables.isEmpty()) {
            NetfilterLayer layer = new NetfilterLayer(tables, family, budget);
            netfilter.add(layer);
            layers.add(0, layer);
        }
        if (groups) {
            layers.add(StatefulLayer.of(new SecurityGroups(groupsIn, groupsOut, java.util.Set.of(family)), budget));
        }
    }

    /** Every packet that any layer has a say in. */
    List<Passage> judge(Flow flow) {
        List<Passage> passages = new ArrayList<>();
        List<Cell> translated = flow.loopback() || layers.stream().noneMatch(Layer::isOutside)
                ? List.of()
                : netfilter.stream()
                        .flatMap(layer -> layer.translated(flow).stream())
                        .toList();
        for (Layer layer : layers) {
            if (!layer.isOutside()) {
                passages.addAll(layer.judge(flow));
            } else if (!flow.loopback()) {
                layer.judge(flow).forEach(passage -> passages.add(seenOutside(passage, translated)));
            }
        }
        return passages;
    }

    /** With the ports that source NAT gave the connections. */
    private static Passage seenOutside(Passage passage, List<Cell> translated) {
        if (translated.isEmpty()) {
            return passage;
        }
        Outcome merged = new Outcome(PortBits.none());
        for (Cell cell : translated) {
            PortRanges to = cell.translated(false);
            if (to == null) {
                merged.merge(passage.outcome().within(cell.ports()));
            } else {
                Outcome range = passage.outcome().within(PortBits.of(to));
                Outcome outcome = new Outcome(cell.ports().copy());
                Translation.apply(to, cell.keepsPorts(), range.mayPass, range, outcome);
                merged.merge(outcome);
            }
        }
        return new Passage(passage.packet(), passage.towardsEphemeral(), passage.state(), merged);
    }
}
