package io.portgrade.ingest.limits;

import io.portgrade.ingest.text.Line;
import org.jspecify.annotations.Nullable;

/**
 * The line above a file of systemd that says which it is: {@code # /etc/systemd/system/redis.service.d/limits.conf} of
 * {@code systemctl cat}, {@code ==> … <==} of {@code tail}.
 */
final class UnitFile {

    private UnitFile() {}

    static boolean isNamed(Line line) {
        boolean comment = line.word(0).equals("#") && line.size() == 2;
        boolean title = line.word(0).equals("==>") && line.size() == 3;
        return (comment || title) && line.word(1).startsWith("/");
    }

    /**
     * What a file is part of: the unit that a folder of drop-ins belongs to, without its instance, otherwise the file.
     *
     * @param before what the file before this one is part of; one for all services, or for all of a prefix, follows it
     */
    static String unit(String path, @Nullable String before) {
        String folder = path.substring(0, path.lastIndexOf('/'));
        String parent = folder.substring(folder.lastIndexOf('/') + 1);
        if (!parent.endsWith(".d")) {
            return withoutInstance(path.substring(folder.length() + 1));
        }
        String unit = parent.substring(0, parent.length() - ".d".length());
        boolean shared = unit.equals("service") || unit.endsWith("-.service");
        return shared && before != null ? before : withoutInstance(unit);
    }

    private static String withoutInstance(String unit) {
        int at = unit.indexOf('@');
        int dot = unit.lastIndexOf('.');
        return at < 0 || dot < at ? unit : unit.substring(0, at + 1) + unit.substring(dot);
    }
}
