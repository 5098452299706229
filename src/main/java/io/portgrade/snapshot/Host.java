package io.portgrade.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who was submitted.
 *
 * @param os null when neither stated nor recognised
 * @param kernel the release as its system prints it; null when neither stated nor found
 * @param labels sorted by key
 * @param addresses the host's own addresses; empty when unknown
 * @param networkInterface the outbound interface; null when unknown
 */
public record Host(
        String name,
        @Nullable OperatingSystem os,
        @Nullable String kernel,
        Map<String, String> labels,
        List<String> addresses,
        @Nullable String networkInterface) {

    public Host {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        addresses = List.copyOf(addresses);
    }

    /** The upstream version of a Linux kernel; empty on other systems and when unknown. */
    public Optional<KernelVersion> linuxVersion() {
        return os == OperatingSystem.LINUX && kernel != null ? KernelVersion.find(kernel) : Optional.empty();
    }

    /**
     * Whether its {@code tcp_tw_reuse} knows 2, reuse on loopback alone, which is the default since Linux 4.19; before, 0 was, and
     * any other number meant everywhere. The 4.18 of Red Hat Enterprise Linux 8 and its kin has it as well. A kernel that is not known
     * is taken for a current one.
     * {@code Documentation/networking/ip-sysctl.rst, v4.19}; {@code net/ipv4/tcp_ipv4.c, 4.18.0-240.22.1.el8, tcp_twsk_unique}.
     */
    public boolean knowsReuseOnLoopback() {
        Optional<KernelVersion> version = linuxVersion();
        return version.isEmpty() || version.get().atLeast(4, 19) || isOfRedHat8(version.get());
    }

    /** Whether an address, in the form of {@link Destination#host}, is known to be its own. */
    public boolean has(String address) {
        return addresses.stream().anyMatch(own -> HostText.canonical(own).equals(address));
    }

    /**
     * The address that connections to other hosts come from that bind none; empty when it has several of that family, or none that
     * is known. Those of the loopback interface and of one link alone do not count.
     */
    public Optional<String> onlyAddress(boolean ipv6) {
        List<String> own = addresses.stream()
                .map(HostText::canonical)
                .filter(each -> HostText.isIpv6(each) == ipv6)
                .filter(each -> !HostText.isLoopback(each) && !each.startsWith("fe80:"))
                .distinct()
                .toList();
        return own.size() == 1 ? Optional.of(own.get(0)) : Optional.empty();
    }

    private boolean isOfRedHat8(KernelVersion version) {
        return version.atLeast(4, 18) && kernel != null && kernel.contains(".el8");
    }
}
