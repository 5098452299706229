package io.portgrade.report;

import io.portgrade.policy.Policy;
import io.portgrade.rule.RuleCatalogue;
import io.portgrade.rule.RuleDescription;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people see in a browser beside a report: HTML in UTF-8, escaped. Safe for use by several threads. */
public interface Pages {

    /** Headers that each answer carries: what a browser is to allow the page. */
    Map<String, String> headers();

    /**
     * The form that asks for what is known of a host.
     *
     * @param policies to choose from
     * @param chosen one of them
     */
    String start(Collection<Policy> policies, Policy chosen);

    /** All rules, by topic. */
    String rules(RuleCatalogue catalogue);

    /** One rule, from its README. */
    String rule(RuleDescription rule);

    /** Why a form that was sent cannot be audited. */
    String refusal(Refusal refusal);

    /**
     * A problem in words.
     *
     * @param title the kind of problem
     * @param detail what is wrong, and the remedy
     */
    record Refusal(int status, String title, String detail, List<Complaint> complaints) {

        public Refusal {
            complaints = List.copyOf(complaints);
        }
    }

    /** One thing that is wrong; {@code place} is null when it cannot be pointed at. */
    record Complaint(@Nullable String place, String message) {}
}
