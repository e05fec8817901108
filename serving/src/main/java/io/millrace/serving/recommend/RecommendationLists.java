package io.millrace.serving.recommend;

import java.util.List;

/** Lists for several users, in the order in which they were named. */
public record RecommendationLists(List<Recommendations> lists) {}
