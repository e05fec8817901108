-- The twenty products that are recommended most often, and how often as the first of a list.
SELECT recommended.item,
       product.name,
       count(*) AS users,
       count_if(recommended.rank = 1) AS first_places
FROM lake.shop__models.recommendations AS recommended
JOIN lake.shop.products AS product ON CAST(product.product_id AS varchar) = CAST(recommended.item AS varchar)
GROUP BY recommended.item, product.name
ORDER BY users DESC, recommended.item
LIMIT 20
