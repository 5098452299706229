package io.portgrade.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.portgrade.firewall.CtState;
import io.portgrade.firewall.Decider;
import io.portgrade.firewall.Gap;
import io.portgrade.snapshot.PortRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Neighbouring ports that one rule or policy takes, or may take, packets from.
 *
 * @param witness a packet that meets this end
 */
public record FirewallGap(PortRange ports, Gap.Verdict verdict, Witness witness, Decider decidedBy) {

    /**
     * One packet with everything that a firewall looks at. An address that is not known is one of those set aside for
     * documentation, a port that is not known is that of HTTPS or DNS.
     *
     * @param protocol {@code tcp}, {@code udp} or {@code icmpv6}
     * @param source address and port, IPv6 in brackets
     * @param destination the address that it goes to; null when it is the host's own and not known
     * @param destinationPort that it goes to
     * @param state what connection tracking says about it
     * @param packet its name in the conversation: {@code SYN/ACK}, {@code reply}, {@code neighbour advertisement}
     * @param flags of TCP
     * @param icmpType of ICMPv6, which has no ports: those given are of the connection that waits for it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Witness(
            String protocol,
            String source,
            @Nullable String destination,
            int destinationPort,
            CtState state,
            String packet,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> flags,
            @Nullable Integer icmpType) {

        public Witness {
            flags = List.copyOf(flags);
        }
    }
}
