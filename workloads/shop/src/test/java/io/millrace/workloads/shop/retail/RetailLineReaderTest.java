package io.millrace.workloads.shop.retail;

import java.io.IOException;
import java.io.StringReader;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RetailLineReaderTest {
    private static RetailLine read(String line) throws IOException {
        CSVRecord values =
                CSVFormat.RFC4180.parse(new StringReader(line)).iterator().next();
        return new RetailLineReader().read(values);
    }

    @Test
    void datesOfSpreadsheetsAreReadToo() throws IOException {
        assertThat(read("1,A,B,1,12/9/2011 8:05,1.5,17850,France").time()).isEqualTo("2011-12-09T08:05:00Z");
    }

    @Test
    void customersMayBeWrittenWithAndWithoutFraction() throws IOException {
        assertThat(read("1,A,B,1,2011-12-09 08:05:00,1.5,17850.0,France").customer())
                .isEqualTo(read("1,A,B,1,2011-12-09 08:05:00,1.5,17850,France").customer());
    }

    @Test
    void halfACustomerIsRefused() {
        assertThatThrownBy(() -> read("1,A,B,1,2011-12-09 08:05:00,1.5,17850.5,France"))
                .isInstanceOf(NumberFormatException.class);
    }

    @Test
    void pricesAreRoundedToCentsHalfUp() throws IOException {
        assertThat(read("1,A,B,1,2011-12-09 08:05:00,0.005,1,France").price()).isEqualByComparingTo("0.01");
        assertThat(read("1,A,B,1,2011-12-09 08:05:00,0.001,1,France").price()).isEqualByComparingTo("0.00");
    }
}
