package io.millrace.streaming.total;

import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.online.Rising;
import io.millrace.streaming.part.PartStore;
import java.util.List;

/** Where figures are read from. Writing what is older than what is there changes nothing. */
public interface FigureStore extends PartStore {
    void write(List<MeasurePoint> points, List<Alert> alerts);

    /** What rises, of one part's values; replaces what the part has told before. */
    void rising(int part, String trend, Rising.Table table);
}
