package io.millrace.trino.registration;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.trino.LakeStore;
import io.millrace.trino.lake.LakeTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The Delta tables that are on the lake now: every folder schema/table below its root with a log in it. */
public final class LakeListing implements AutoCloseable {
    // Names of the lake have these characters alone; a folder with another name is no table of Millrace.
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]+");
    private static final String LOG = "_delta_log/";

    private final LakeStore store;
    private final S3Client client;

    public LakeListing(LakeStore store) {
        this.store = store;
        S3ClientBuilder builder = S3Client.builder().region(Region.of(store.region()));
        store.endpoint()
                .ifPresent(endpoint -> builder.endpointOverride(endpoint).forcePathStyle(true));
        if (store.hasKeys()) {
            builder.credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                    store.accessKey().reveal(), store.secretKey().reveal())));
        }
        this.client = builder.build();
    }

    /**
     * Every table with its location as Trino writes it.
     *
     * @throws PipelineException of kind LAKE if the store cannot be asked; never an incomplete answer
     */
    public TreeMap<LakeTable, String> tables() {
        try {
            var tables = new TreeMap<LakeTable, String>();
            for (String schema : folders("")) {
                for (String table : folders(schema + "/")) {
                    String path = schema + "/" + table;
                    if (hasLog(path)) {
                        tables.put(new LakeTable(schema, table), store.location(path));
                    }
                }
            }
            return tables;
        } catch (SdkException e) {
            throw new PipelineException(
                    FailureKind.LAKE,
                    "Cannot list the tables in the bucket '%s'%s: %s"
                            .formatted(
                                    store.bucket(),
                                    store.endpoint().map(at -> " at " + at).orElse(""),
                                    e.getMessage()),
                    e);
        }
    }

    /**
     * The text of a small file; nothing if there is none.
     *
     * @param path below the lake's root
     * @throws PipelineException of kind LAKE if the store cannot be asked
     */
    public Optional<String> text(String path) {
        try {
            return Optional.of(client.getObjectAsBytes(
                            request -> request.bucket(store.bucket()).key(store.key(path)))
                    .asUtf8String());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw new PipelineException(
                    FailureKind.LAKE,
                    "Cannot read %s in the bucket '%s': %s".formatted(path, store.bucket(), e.getMessage()),
                    e);
        }
    }

    private List<String> folders(String path) {
        String prefix = store.key(path);
        List<String> names = new ArrayList<>();
        var pages = client.listObjectsV2Paginator(
                request -> request.bucket(store.bucket()).prefix(prefix).delimiter("/"));
        for (CommonPrefix folder : pages.commonPrefixes()) {
            String name =
                    folder.prefix().substring(prefix.length(), folder.prefix().length() - 1);
            if (NAME.matcher(name).matches()) {
                names.add(name);
            }
        }
        return names;
    }

    private boolean hasLog(String path) {
        return !client.listObjectsV2(request -> request.bucket(store.bucket())
                        .prefix(store.key(path + "/" + LOG))
                        .maxKeys(1))
                .contents()
                .isEmpty();
    }

    @Override
    public void close() {
        client.close();
    }
}
