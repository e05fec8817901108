-- Revenue over time, by day: completed orders and what they brought. A day is a day in UTC.
SELECT CAST(created_at AT TIME ZONE 'UTC' AS date) AS day,
       count(*) AS orders,
       count(DISTINCT user_id) AS customers,
       sum(total_amount) AS revenue,
       CAST(avg(total_amount) AS decimal(14, 2)) AS average_order
FROM lake.shop.orders
WHERE status = 'completed'
GROUP BY 1
ORDER BY 1
