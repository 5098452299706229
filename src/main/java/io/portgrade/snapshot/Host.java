package io.portgrade.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

    /** Its addresses in the form of {@link Destination#host}, without the prefix lengths that they may be stated with. */
    public Set<String> ownAddresses() {
        return addresses.stream()
                .map(address -> address.indexOf('/') < 0 ? address : address.substring(0, address.indexOf('/')))
                .map(HostText::canonical)
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean isOfRedHat8(KernelVersion version) {
        return version.atLeast(4, 18) && kernel != null && kernel.contains(".el8");
    }
}
