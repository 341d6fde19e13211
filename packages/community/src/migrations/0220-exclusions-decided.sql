-- What people decide out of the figures: found untrue, suspended by force majeure (metrics/measure.ts).
-- No row holds either yet, so nothing is drawn anew.
alter table order_measures drop constraint order_measures_excluded_check;
alter table order_measures add constraint order_measures_excluded_check
  check (excluded in ('withdrawn', 'refused', 'merged', 'emergency', 'untrue', 'force-majeure'));
