package io.portgrade.kernel;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two network namespaces with a cable between them: a host to look at, and a peer that it talks to. Each has an interface
 * {@code eth0} and a loopback that is up. Closing it takes both away; what a killed JVM left is taken away by the next pair.
 */
final class NamespacePair implements AutoCloseable {

    /** One of the two. */
    enum Side {
        HOST,
        PEER
    }

    static final String INTERFACE = "eth0";

    private static final String PREFIX = "portgrade-";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String stem;
    private final Thread onExit = new Thread(this::delete);

    private NamespacePair(String stem) {
        this.stem = stem;
    }

    /** @throws IllegalStateException if this process may not make any */
    static NamespacePair create() {
        removeLeftovers();
        NamespacePair pair = new NamespacePair(PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        Runtime.getRuntime().addShutdownHook(pair.onExit);
        try {
            pair.connect();
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    private void connect() {
        for (Side side : Side.values()) {
            ip("netns", "add", name(side));
        }
        ip(
                "link",
                "add",
                INTERFACE,
                "netns",
                name(Side.HOST),
                "type",
                "veth",
                "peer",
                "name",
                INTERFACE,
                "netns",
                name(Side.PEER));
        for (Side side : Side.values()) {
            ip("-n", name(side), "link", "set", "lo", "up");
            ip("-n", name(side), "link", "set", INTERFACE, "up");
        }
    }

    /** Gives a side an address, which it may use at once. */
    void addAddress(Side side, String address, int prefixLength) {
        List<String> command = new ArrayList<>(
                List.of("-n", name(side), "address", "add", address + "/" + prefixLength, "dev", INTERFACE));
        if (address.contains(":")) {
            command.add("nodad");
        }
        ip(command.toArray(String[]::new));
    }

    /** Writes a kernel setting of one side's namespace. */
    void set(Side side, String key, String value) {
        run(side, List.of("sysctl", "-qw", key + "=" + value), "").orThrow();
    }

    /** Runs a command in the namespace of one side. */
    CommandResult run(Side side, List<String> command, String input) {
        return CommandResult.of(inside(side, command), input);
    }

    /** The command line that runs another one in the namespace of one side. */
    List<String> inside(Side side, List<String> command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name(side)));
        all.addAll(command);
        return all;
    }

    /** As {@code ip netns} knows it. */
    String name(Side side) {
        return stem + (side == Side.HOST ? "-host" : "-peer");
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        CommandResult.of(command, "").orThrow();
    }

    private static void removeLeftovers() {
        String[] names = new File("/run/netns").list((folder, name) -> name.startsWith(PREFIX));
        for (String name : names == null ? new String[0] : names) {
            String pid = name.substring(PREFIX.length()).replaceFirst("-.*", "");
            if (pid.matches("\\d{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                CommandResult.of(List.of("ip", "netns", "delete", name), "");
            }
        }
    }

    private void delete() {
        for (Side side : Side.values()) {
            CommandResult.of(List.of("ip", "netns", "delete", name(side)), "");
        }
    }

    @Override
    public void close() {
        delete();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }
}
