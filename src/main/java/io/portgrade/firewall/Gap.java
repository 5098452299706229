package io.portgrade.firewall;

import com.fasterxml.jackson.annotation.JsonValue;
import io.portgrade.snapshot.PortRange;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Neighbouring ports that a firewall certainly or possibly loses, for one reason.
 *
 * @param packet the packet of the conversation that is lost
 * @param remote the other end's address for which it is; null when for any
 * @param decidedBy the rule that drops the packet; of an uncertain one, the rule that is not fully understood
 */
public record Gap(
        PortRange ports,
        Verdict verdict,
        String packet,
        CtState state,
        @Nullable IpAddress remote,
        Decider decidedBy) {

    /** How certain it is. */
    public enum Verdict {
        DROP,
        UNCERTAIN;

        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Gap within(PortRange range) {
        int low = Math.max(ports.low(), range.low());
        int high = Math.min(ports.high(), range.high());
        return new Gap(new PortRange(low, high), verdict, packet, state, remote, decidedBy);
    }

    /** The same from a lower port on. */
    Gap from(int low) {
        return new Gap(new PortRange(low, ports.high()), verdict, packet, state, remote, decidedBy);
    }

    boolean meets(PortRange range) {
        return ports.low() <= range.high() && range.low() <= ports.high();
    }
}
