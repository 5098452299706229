package io.portgrade.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.portgrade.ingest.AuditRequest;
import io.portgrade.ingest.SimulationRequest;
import io.portgrade.report.AuditReport;
import io.portgrade.report.Plan;
import io.portgrade.report.Simulation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What makes the contract takes any method that is named as a getter for a property, one that is private to its package as well.
 * The service neither takes nor sends such a property.
 */
class ContractGettersTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                AuditRequest.class,
                SimulationRequest.class,
                AuditReport.class,
                Simulation.class,
                Plan.class,
                RuleView.class,
                PolicyView.class,
                Problem.class
            })
    void componentsAloneAreProperties(Class<?> document) {
        Set<Class<?>> records = new LinkedHashSet<>();
        collect(document, records);

        assertThat(records).contains(document);
        assertThat(records).allSatisfy(type -> assertThat(gettersOf(type)).isEmpty());
    }

    @Test
    void getterIsFound() {
        assertThat(gettersOf(Leaking.class)).containsExactly("isEmpty");
    }

    private record Leaking(String text) {

        boolean isEmpty() {
            return text.isEmpty();
        }
    }

    private static List<String> gettersOf(Class<?> type) {
        List<String> components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        List<String> getters = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (method.getParameterCount() == 0
                    && method.getName().matches("(is|get)\\p{Lu}.*")
                    && !method.isAnnotationPresent(JsonIgnore.class)
                    && !components.contains(method.getName())) {
                getters.add(method.getName());
            }
        }
        return getters;
    }

    /** The record, and those that its components hold, in lists and maps as well. */
    private static void collect(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), records);
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, records);
            }
        } else if (type instanceof Class<?> found && found.isRecord() && records.add(found)) {
            for (RecordComponent component : found.getRecordComponents()) {
                if (!component.getAccessor().isAnnotationPresent(JsonIgnore.class)) {
                    collect(component.getGenericType(), records);
                }
            }
        }
    }
}
