package io.millrace.testkit;

import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlatformTest {
    @Test
    void aPlatformWithoutExecutablesIsNamedWithTheWayOut() {
        assertThatThrownBy(() -> Binaries.refuseOtherThanLinux("postgres", "Mac OS X", "aarch64"))
                .isInstanceOf(StartException.class)
                .hasMessage(
                        "Millrace brings postgres for Linux on x86-64 only and this is Mac OS X on aarch64; use the containers of docker-compose.yml here");
    }

    @Test
    void rootWithoutUserNamespacesIsToldToBeSomeoneElse() {
        assertThatThrownBy(() -> PostgresOwner.ofRoot(false))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("this kernel forbids the user namespace")
                .hasMessageEndingWith("run Millrace as an ordinary user");
    }

    @Test
    void rootWithUserNamespacesRunsPostgresInOne() {
        assertThat(PostgresOwner.ofRoot(true).command(List.of("postgres", "-D", "data")))
                .containsExactly("/usr/bin/unshare", "-U", "postgres", "-D", "data");
    }
}
