package io.millrace.workloads.shop;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection that breaks at a commit, as when its process is killed: the open transaction is gone. */
public final class FragileConnection {
    private FragileConnection() {}

    /** The connection, until it has committed so often; the next commit fails and rolls back. */
    public static Connection breakingAfter(int commits, Connection connection) {
        int[] left = {commits};
        return (Connection) Proxy.newProxyInstance(
                FragileConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, values) -> {
                    if (method.getName().equals("commit") && left[0]-- == 0) {
                        connection.rollback();
                        throw new SQLException("broken by the test", "08006");
                    }
                    try {
                        return method.invoke(connection, values);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
