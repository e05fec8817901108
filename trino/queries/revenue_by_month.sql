-- Revenue over time, by month, beside the month before. Cancelled and refunded orders are counted apart.
WITH months AS (
    SELECT date_trunc('month', created_at AT TIME ZONE 'UTC') AS month,
           count_if(status = 'completed') AS orders,
           count_if(status IN ('cancelled', 'refunded')) AS lost_orders,
           coalesce(sum(total_amount) FILTER (WHERE status = 'completed'), 0) AS revenue
    FROM lake.shop.orders
    GROUP BY 1
)
SELECT CAST(month AS date) AS month,
       orders,
       lost_orders,
       revenue,
       revenue - lag(revenue) OVER (ORDER BY month) AS more_than_month_before
FROM months
ORDER BY month
