package io.millrace.orchestration.schedule;

import io.millrace.orchestration.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.simpl.SimpleThreadPool;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Opens Quartz on a store. */
final class QuartzScheduler {
    /** Names the rows of this scheduler; another name would find none of its past. */
    private static final String NAME = "millrace";

    private QuartzScheduler() {}

    /** A scheduler that has not been started and runs at most that many chains at once. */
    static Scheduler open(Store store, int threads) throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider(NAME, new StoreConnections(store));
        var properties = new Properties();
        properties.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, NAME);
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.threadPool.class", SimpleThreadPool.class.getName());
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        properties.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass", store.dialect().quartzDelegate());
        properties.setProperty("org.quartz.jobStore.dataSource", NAME);
        // Text instead of serialised objects: readable, and nothing in the store can become code.
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        return new StdSchedulerFactory(properties).getScheduler();
    }

    /** Lends Quartz the connections of the store, which stays open when Quartz ends. */
    private record StoreConnections(Store store) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return store.connections().getConnection();
        }

        @Override
        public void initialize() {
            // The store is open already.
        }

        @Override
        public void shutdown() {
            // The store is closed by its owner, after the last run has been written down.
        }
    }
}
