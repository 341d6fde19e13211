-- An erasure finds the cards about an order by it.
create index card_measures_about on card_measures (about);
