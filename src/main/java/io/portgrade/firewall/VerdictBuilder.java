package io.portgrade.firewall;

import io.portgrade.snapshot.PortRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts together what becomes of a conversation's packets: first per kind of source, then over all of them. */
final class VerdictBuilder {

    /** The packets of one kind of source. */
    private record Source(@Nullable IpAddress remote, PortBits mayPass, PortBits mayDrop, List<Passage> passages) {}

    private final PathKind kind;
    private final StepBudget budget;
    private final List<Source> sources = new ArrayList<>();

    VerdictBuilder(PathKind kind, StepBudget budget) {
        this.kind = kind;
        this.budget = budget;
    }

    /** Adds a kind of source; the first is the one that stands for most addresses. */
    void add(@Nullable IpAddress remote, List<Passage> all) {
        List<Passage> own = all.stream().filter(this::concerns).toList();
        PortBits mayPass = PortBits.all();
        PortBits mayDrop = PortBits.none();
        for (Passage passage : own) {
            mayPass.retain(passage.outcome().mayPass);
            mayDrop.add(passage.outcome().mayDrop);
        }
        sources.add(new Source(remote, mayPass, mayDrop, own));
    }

    private boolean concerns(Passage passage) {
        return switch (kind) {
            case RETURN -> passage.towardsEphemeral();
            case EGRESS -> !passage.towardsEphemeral();
            case NEW_INBOUND -> true;
        };
    }

    PathVerdict build(Flow flow, String destination) {
        PortBits mayPass = PortBits.none();
        PortBits mayDrop = PortBits.none();
        for (Source source : sources) {
            mayPass.add(source.mayPass());
            mayDrop.add(source.mayDrop());
        }
        PortBits allowed = PortBits.all();
        allowed.remove(mayDrop);
        allowed.retain(mayPass);
        PortBits blocked = PortBits.all();
        blocked.remove(mayPass);
        PortBits unknown = PortBits.all();
        unknown.remove(allowed);
        unknown.remove(blocked);
        PortBits disputed = unknown.copy();
        disputed.retain(sources.get(0).mayPass());
        disputed.remove(sources.get(0).mayDrop());
        PortBits doubtful = unknown.copy();
        doubtful.retain(sources.get(0).mayPass());
        doubtful.retain(sources.get(0).mayDrop());
        return new PathVerdict(
                flow.family(),
                flow.protocol(),
                kind,
                destination,
                allowed.toPortSet(),
                blocked.toPortSet(),
                unknown.toPortSet(),
                disputed.toPortSet(),
                doubtful.toPortSet(),
                gaps(blocked, mayDrop));
    }

    private List<Gap> gaps(PortBits blocked, PortBits mayDrop) {
        List<Gap> gaps = new ArrayList<>();
        PortBits affected = mayDrop.copy();
        affected.add(blocked);
        Gap last = null;
        int port = affected.next(0);
        while (port <= PortBits.LAST && budget.takeGap()) {
            int until = Math.min(affected.sameUntil(port), blocked.sameUntil(port));
            Gap gap = gap(port, until, blocked.contains(port));
            if (last != null && last.ports().high() == port - 1 && sameButForPorts(last, gap)) {
                gap = gap.from(last.ports().low());
                gaps.set(gaps.size() - 1, gap);
            } else {
                gaps.add(gap);
            }
            last = gap;
            port = affected.next(gap.ports().high() + 1);
        }
        return gaps;
    }

    private static boolean sameButForPorts(Gap one, Gap other) {
        return one.verdict() == other.verdict()
                && one.packet().equals(other.packet())
                && one.state() == other.state()
                && Objects.equals(one.remote(), other.remote())
                && one.decidedBy().equals(other.decidedBy());
    }

    /** The ports from one on that are certainly or possibly lost at the same source and packet, {@code until} at most. */
    private Gap gap(int port, int until, boolean blocked) {
        int end = until;
        for (Source source : sources) {
            end = Math.min(end, source.mayPass().sameUntil(port));
            if (!source.mayPass().contains(port)) {
                return lost(port, end, source, blocked ? Gap.Verdict.DROP : Gap.Verdict.UNCERTAIN);
            }
        }
        for (Source source : sources) {
            for (Passage passage : source.passages()) {
                PortBits mayDrop = passage.outcome().mayDrop;
                end = Math.min(end, mayDrop.sameUntil(port));
                if (mayDrop.contains(port)) {
                    return of(port, end, Gap.Verdict.UNCERTAIN, passage, source);
                }
            }
        }
        throw new IllegalStateException("port " + port + " is not lost");
    }

    private static Gap lost(int port, int until, Source source, Gap.Verdict verdict) {
        int end = until;
        for (Passage passage : source.passages()) {
            PortBits mayPass = passage.outcome().mayPass;
            end = Math.min(end, mayPass.sameUntil(port));
            if (!mayPass.contains(port)) {
                return of(port, end, verdict, passage, source);
            }
        }
        throw new IllegalStateException("port " + port + " is not lost");
    }

    private static Gap of(int port, int until, Gap.Verdict verdict, Passage passage, Source source) {
        Outcome outcome = passage.outcome();
        Decider by = outcome.mayPass.contains(port) ? outcome.doubt(port) : outcome.decider(port);
        Decider known = by != null ? by : outcome.decider(port);
        int end = Math.min(until, Math.min(outcome.mayPass.sameUntil(port), outcome.sameUntil(port)));
        return new Gap(
                new PortRange(port, end),
                verdict,
                passage.packet(),
                passage.state(),
                source.remote(),
                known != null ? known : new Decider("firewall", null, "more rules than could be looked at"));
    }
}
