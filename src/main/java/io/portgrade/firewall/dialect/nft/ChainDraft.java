package io.portgrade.firewall.dialect.nft;

import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chain while its text is read. */
final class ChainDraft {

    /** Where netfilter calls it, as it was written. */
    record Base(String type, String hook, String priority) {}

    private final String name;
    private final int line;
    private final List<RuleDraft> rules = new LinkedList<>();
    private final List<String> devices = new ArrayList<>();
    private @Nullable Base base;
    private String policy = "accept";

    ChainDraft(String name, int line) {
        this.name = name;
        this.line = line;
    }

    String name() {
        return name;
    }

    int line() {
        return line;
    }

    /** In their order; may be changed. */
    List<RuleDraft> rules() {
        return rules;
    }

    /** Those that an ingress or egress chain is about; may be changed. */
    List<String> devices() {
        return devices;
    }

    @Nullable
    Base base() {
        return base;
    }

    void setBase(Base base) {
        this.base = base;
    }

    String policy() {
        return policy;
    }

    void setPolicy(String policy) {
        this.policy = policy;
    }

    /** The place of the rule with a handle; −1 when none is shown to have it. */
    int indexOf(String handle) {
        int place = 0;
        for (RuleDraft rule : rules) {
            if (handle.equals(rule.handle())) {
                return place;
            }
            place++;
        }
        return -1;
    }
}
