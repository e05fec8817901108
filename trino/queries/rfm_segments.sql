-- How the customers spread over the RFM segments, and what each segment is worth.
SELECT segment,
       count(*) AS customers,
       CAST(1e2 * count(*) / sum(count(*)) OVER () AS decimal(5, 2)) AS percent_of_customers,
       CAST(avg(recency_days) AS decimal(10, 1)) AS average_recency_days,
       CAST(avg(CAST(frequency AS double)) AS decimal(10, 1)) AS average_orders,
       CAST(sum(monetary) AS decimal(18, 2)) AS revenue
FROM lake.shop__features.rfm
GROUP BY segment
ORDER BY revenue DESC, segment
