-- What each model recommends: to how many users, how many products, and how much of the catalogue it reaches.
SELECT model,
       count(*) AS recommendations,
       count(DISTINCT "user") AS users,
       count(DISTINCT item) AS items,
       CAST(1e2 * count(DISTINCT item) / (SELECT count(*) FROM lake.shop.products) AS decimal(5, 2)) AS percent_of_catalogue,
       CAST(avg(score) AS decimal(10, 4)) AS average_score
FROM lake.shop__models.recommendations
GROUP BY model
ORDER BY model
