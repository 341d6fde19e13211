select least(0, $1::int) as n;

-- Result
