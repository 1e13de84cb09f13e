package org.tidings.core;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the components of a record as a map from name to value, without those that are missing. */
final class RecordComponents {
    private RecordComponents() {}

    static Map<String, Object> valuesOf(Record values) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (RecordComponent component : values.getClass().getRecordComponents()) {
            Object value = read(values, component);
            if (value instanceof Optional<?> optional) {
                value = optional.orElse(null);
            }
            if (value != null) {
                result.put(component.getName(), value);
            }
        }
        return result;
    }

    private static @org.jspecify.annotations.Nullable Object read(Record values, RecordComponent component) {
        try {
            return component.getAccessor().invoke(values);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "component '" + component.getName() + "' of "
                            + values.getClass().getName()
                            + " is not accessible to org.tidings.core; make the record public and export its package",
                    e);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "component '" + component.getName() + "' of "
                            + values.getClass().getName() + " threw",
                    e.getCause());
        }
    }
}
