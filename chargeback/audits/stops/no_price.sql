-- A quantity must have one price on each of its days.
--
-- Rule:   a quantity without a price in force stops the run and names rows and services; it
--         is never 0 kr. Two prices the same day stop it too.
-- Source: money.md, "Fee kinds".

select * from charges.unpriced
