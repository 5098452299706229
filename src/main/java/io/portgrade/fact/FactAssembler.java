package io.portgrade.fact;

import io.portgrade.firewall.dialect.HostFirewalls;
import io.portgrade.policy.Policy;
import io.portgrade.snapshot.HostSnapshot;
import io.portgrade.snapshot.Section;
import java.util.Collection;
import java.util.List;

/** Turns a snapshot, held against a policy, into the facts that rules look at. */
public final class FactAssembler {

    /** Every type of fact that a rule may name in its conditions and in {@code @requires}. */
    public static final List<Class<?>> TYPES = List.of(
            PortRangeSetting.class,
            EphemeralPorts.class,
            ReservedPorts.class,
            PortRemedy.class,
            ListenersInRange.class,
            ServiceCollisions.class,
            PortRandomisation.class,
            Kernel.class,
            TimeWaitReuseSetting.class,
            TimestampsSetting.class,
            EffectiveReuse.class,
            TimeWaitRecycle.class,
            ReuseDelay.class,
            ReuseRemedy.class,
            DeclaredLoad.class,
            Churn.class,
            ConnectionsPerRequest.class,
            UnboundedPools.class,
            RecycledConnections.class,
            ServerConnections.class,
            BoundSources.class,
            ResetConnections.class,
            ReusedAddresses.class,
            ProcessConnections.class,
            IdleConnections.class,
            EstablishedTimeout.class,
            FinTimeout.class,
            TimeWaitBuckets.class,
            TimeWaitAssassination.class,
            ConntrackTable.class,
            OpenFiles.class,
            FirewallTraffic.class,
            ReturnTraffic.class,
            DeclaredEgress.class,
            InboundExposure.class,
            StatelessReplies.class,
            FamilyMismatch.class,
            SourceNatPorts.class,
            DeclaredConnections.class,
            CapacityUse.class,
            SocketUsage.class,
            PortsInUse.class);

    private final List<String> namedSettings;

    /** @param namedSettings keys of settings that rules ask for by name, beside those that facts are made of */
    public FactAssembler(Collection<String> namedSettings) {
        this.namedSettings = List.copyOf(namedSettings);
    }

    /** @param firewalls of the same host, and what its pools ask for */
    public Facts assemble(HostSnapshot snapshot, HostFirewalls firewalls, PoolLoad load, Policy policy) {
        Facts.Builder facts = new Facts.Builder();
        SettingReader settings = new SettingReader(snapshot.settings(), facts);
        facts.add(snapshot.host());
        new KernelFacts(facts).assemble(snapshot.host());
        new ReuseFacts(snapshot, policy, settings, facts).assemble();
        PoolLoad ofRange = UdpCapacity.isApart(snapshot) ? load.only(false) : load;
        EphemeralPorts ports = new PortFacts(snapshot, firewalls, ofRange, policy, settings, facts).assemble();
        new ConntrackFacts(snapshot, load, policy, settings, facts).assemble(ports);
        new LimitFacts(snapshot, facts).assemble(ports);
        if (ports != null) {
            facts.add(new SupplyReader(snapshot, load, facts).read(ports));
        }
        new LoadFacts(snapshot, load, policy, facts).assemble(ports);
        new PoolFacts(snapshot, policy, facts).assemble();
        new PoolDemandFacts(snapshot, policy, facts).assemble(ports);
        new PoolIdleFacts(snapshot, policy, facts).assemble(settings);
        new CapacityFacts(snapshot, load, policy, settings, facts).assemble(ports);
        new TimeWaitFacts(policy, settings, facts).assemble(ports);
        new UsageFacts(snapshot, policy, facts).assemble(ports);
        new FirewallFacts(snapshot, firewalls, policy, facts).assemble(ports);
        for (Section section : policy.requires()) {
            if (!snapshot.has(section)) {
                facts.add(new MissingSection(section, policy.name()));
            }
        }
        addNamedSettings(snapshot, facts);
        return facts.build();
    }

    private void addNamedSettings(HostSnapshot snapshot, Facts.Builder facts) {
        for (String key : namedSettings) {
            snapshot.settings()
                    .find(key)
                    .ifPresentOrElse(facts::add, () -> facts.absent(key, Absence.of(snapshot.settings(), key)));
        }
    }
}
