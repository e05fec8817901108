-- Where the customers are, and what they bring.
SELECT customer.country,
       count(DISTINCT customer.user_id) AS customers,
       count(ordered.order_id) AS orders,
       coalesce(sum(ordered.total_amount), 0) AS revenue
FROM lake.shop.users AS customer
LEFT JOIN lake.shop.orders AS ordered ON ordered.user_id = customer.user_id AND ordered.status = 'completed'
GROUP BY customer.country
ORDER BY revenue DESC, customer.country
