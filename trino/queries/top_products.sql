-- The twenty products that brought the most, with their share of the whole revenue in percent.
WITH sold AS (
    SELECT item.product_id,
           sum(item.quantity) AS quantity,
           sum(item.quantity * item.price_per_unit) AS revenue
    FROM lake.shop.order_items AS item
    JOIN lake.shop.orders AS ordered ON ordered.order_id = item.order_id
    WHERE ordered.status = 'completed'
    GROUP BY item.product_id
)
SELECT product.product_id,
       product.name,
       product.category,
       sold.quantity,
       sold.revenue,
       CAST(1e2 * sold.revenue / (SELECT sum(revenue) FROM sold) AS decimal(5, 2)) AS percent_of_revenue
FROM sold
JOIN lake.shop.products AS product ON product.product_id = sold.product_id
ORDER BY sold.revenue DESC, product.product_id
LIMIT 20
