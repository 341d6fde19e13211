select entry, mac from journal where order_id = $1 order by seq;

-- Index Scan using journal_pkey on journal
--   Index Cond: (order_id = $1)
