package io.millrace.lakehouse.lake;

import io.millrace.contracts.process.PipelineException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LogClaimTest {
    private static final String ADDED = "{\"add\":{\"path\":\"a\"}}";

    private final List<String> read = new ArrayList<>();
    private final Map<String, String> commits = Map.of(
            "00000000000000000011.json", ADDED,
            "00000000000000000012.json", transaction("log-writer", 6),
            "00000000000000000013.json", transaction("another", 9));

    private static String transaction(String application, long number) {
        return "{\"txn\":{\"appId\":\"%s\",\"version\":%d}}".formatted(application, number);
    }

    private Iterator<String> read(Path commit) throws IOException {
        read.add(commit.getName());
        if (!commits.containsKey(commit.getName())) {
            throw new FileNotFoundException(commit.toString());
        }
        return List.of(commits.get(commit.getName())).iterator();
    }

    private void requireLatest(long number, long seen) throws IOException {
        new LogClaim("log-writer", number, seen)
                .requireLatest(
                        new Path("s3a://lake/shop__log/changes/_delta_log/00000000000000000014.json"), this::read);
    }

    @Test
    void onlyALaterClaimSinceWhatWasSeenRefusesACommit() throws IOException {
        requireLatest(6, 10);
        assertThat(read)
                .containsExactly("00000000000000000011.json", "00000000000000000012.json", "00000000000000000013.json");
        requireLatest(5, 12);

        assertThatThrownBy(() -> requireLatest(5, 11))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("s3a://lake/shop__log/changes")
                .hasMessageContaining("nothing of its last batch was written");
    }

    @Test
    void whatCannotBeLookedAtIsNoLicence() {
        assertThatThrownBy(() -> requireLatest(6, 9)).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void aCommitNamesItsClaimAsItsMetadata() throws IOException {
        var claim = new LogClaim("log-writer", 6, 10);
        String info = "{\"commitInfo\":{\"operation\":\"WRITE\",\"userMetadata\":\"%s\"}}";

        assertThat(LogClaim.of(List.of(info.formatted(claim), ADDED))).contains(claim);
        assertThat(LogClaim.of(List.of(info.formatted("1:0/4698790"), ADDED))).isEmpty();
        assertThat(LogClaim.of(List.of(ADDED))).isEmpty();
    }
}
