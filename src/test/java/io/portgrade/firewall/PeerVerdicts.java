package io.portgrade.firewall;

import java.util.List;

/** What the firewalls do to connections that one known host opens; the report only tells what they do to those of any. */
public final class PeerVerdicts {

    private PeerVerdicts() {}

    public static PathVerdict inbound(
            List<Firewall> firewalls,
            List<IpAddress> addresses,
            String networkInterface,
            IpProtocol protocol,
            IpAddress remote,
            int remotePort) {
        Family family = remote.family();
        AddressSet local = OwnAddresses.of(addresses).of(family);
        Flow flow = new Flow(true, family, protocol, local, remote, remotePort, false, networkInterface);
        StepBudget budget = new StepBudget(new RulesOf(firewalls).stream().count());
        VerdictBuilder verdict = new VerdictBuilder(PathKind.NEW_INBOUND, budget);
        verdict.add(remote, new Layers(firewalls, family, budget).judge(flow));
        return verdict.build(flow, "peer");
    }
}
