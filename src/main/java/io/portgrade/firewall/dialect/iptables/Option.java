package io.portgrade.firewall.dialect.iptables;

/** What an option of a rule says. */
@FunctionalInterface
interface Option {

    /** Takes the values of the option that was taken last, and adds the condition that it stands for. */
    void read(Arguments arguments, RuleDraft rule);
}
