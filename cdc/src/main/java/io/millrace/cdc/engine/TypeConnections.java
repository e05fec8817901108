package io.millrace.cdc.engine;

import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.jdbc.JdbcConfiguration;
import io.debezium.jdbc.JdbcConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.postgresql.Driver;

/**
 * Connects as Debezium does, with an answer where it asks for the labels of an enum that has none.
 *
 * <p>It reads all types of the database when it starts, and ends at the first domain over an enum, which is an enum without
 * labels to it, whoever uses that type.
 */
public final class TypeConnections implements JdbcConnection.ConnectionFactory {
    private static final String LABELS = "e.values as enum_values";
    private static final String LABELS_OR_NONE = "coalesce(e.values, '{}') as enum_values";

    private static final JdbcConnection.ConnectionFactory POSTGRES = JdbcConnection.patternBasedFactory(
            "jdbc:postgresql://${hostname}:${port}/${dbname}",
            Driver.class.getName(),
            TypeConnections.class.getClassLoader(),
            JdbcConfiguration.PORT.withDefault(PostgresConnectorConfig.PORT.defaultValueAsString()));

    @Override
    public Connection connect(JdbcConfiguration config) throws SQLException {
        return asking(Connection.class, POSTGRES.connect(config));
    }

    private static <T> T asking(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(target, mended(arguments));
                        return method.getName().equals("createStatement")
                                ? asking(Statement.class, (Statement) answer)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private static Object[] mended(Object... arguments) {
        return arguments == null
                ? new Object[0]
                : Arrays.stream(arguments)
                        .map(argument ->
                                argument instanceof String sql ? sql.replace(LABELS, LABELS_OR_NONE) : argument)
                        .toArray();
    }
}
