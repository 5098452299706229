package io.portgrade.firewall;

import java.util.List;

/** One firewall on the way, ready to judge. */
interface Layer {

    /** What becomes of each packet of a flow that has a part in its decision. */
    List<Passage> judge(Flow flow);

    /** Whether it stands outside the host: it never sees loopback, and sees ports after source NAT. */
    default boolean isOutside() {
        return false;
    }
}
