package io.portgrade.fact;

import io.portgrade.snapshot.OperatingSystem;
import org.jspecify.annotations.Nullable;

/** Where a system is told how many files a process may open. */
record OpenFilesRemedy(OperatingSystem system) {

    private static final String PROCESS = "process";

    /** In the imperative, for one service. */
    String ofService(long files) {
        return switch (system) {
            case FREEBSD -> "set openfiles=" + files + " or more in the login class of its service (/etc/login.conf)";
            case MACOS ->
                "set NumberOfFiles to " + files + " or more in SoftResourceLimits and HardResourceLimits of its"
                        + " service's launchd property list";
            default -> "set LimitNOFILE=" + files + " or more for its service";
        };
    }

    /**
     * A sentence, for whoever the limit binds.
     *
     * @param hard what the soft limit cannot be raised above; null when not known
     */
    String of(String domain, long files, @Nullable Long hard) {
        return switch (system) {
            case FREEBSD ->
                "Set openfiles=" + files + " in the login class of the service in /etc/login.conf and run"
                        + " cap_mkdb /etc/login.conf, or NAME_limits=\"-n " + files
                        + "\" in /etc/rc.conf, NAME being the service.";
            case MACOS ->
                "Set NumberOfFiles to " + files + " in SoftResourceLimits and HardResourceLimits of the service's"
                        + " launchd property list, or run launchctl limit maxfiles " + files + " unlimited.";
            default ->
                "Give the service LimitNOFILE=" + files + " in its systemd unit, or its user "
                        + limitsConf(domain, files, hard) + " in /etc/security/limits.conf.";
        };
    }

    private static String limitsConf(String domain, long files, @Nullable Long hard) {
        String whom = domain.equals(PROCESS) ? "*" : domain;
        String soft = "a line such as \"" + whom + " soft nofile " + files + "\"";
        if (hard == null) {
            return soft + ", with one for hard where that is lower,";
        }
        return hard >= files
                ? soft
                : "a line such as \"" + whom + " - nofile " + files + "\", as the hard limit is " + hard + ",";
    }
}
