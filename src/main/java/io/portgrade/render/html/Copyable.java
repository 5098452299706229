package io.portgrade.render.html;

import io.portgrade.firewall.remedy.FirewallEdit;
import io.portgrade.report.RemediationSteps;
import java.util.ArrayList;
import java.util.List;

/**
 * Text that a reader takes to the host.
 *
 * @param label what to do with it
 * @param main whether it is shown at once
 */
record Copyable(String label, String text, boolean main) {

    static List<Copyable> of(RemediationSteps steps) {
        List<Copyable> texts = new ArrayList<>();
        if (!steps.commands().isEmpty()) {
            texts.add(new Copyable("Run, effective at once", String.join("\n", steps.commands()), true));
        }
        for (FirewallEdit edit : steps.firewall()) {
            texts.add(new Copyable(place(edit), edit.text(), false));
        }
        if (steps.file() != null) {
            texts.add(
                    new Copyable("Write to " + steps.file().path(), steps.file().content(), false));
        }
        if (steps.ansible() != null) {
            texts.add(new Copyable("Or as Ansible tasks", steps.ansible(), false));
        }
        return texts;
    }

    private static String place(FirewallEdit edit) {
        String place = edit.source();
        if (edit.beforeLine() != null) {
            return "Add to " + place + " before line " + edit.beforeLine();
        }
        return edit.into() == null ? "Add to " + place : "Add to " + place + " in " + edit.into();
    }
}
