-- Who handed out the enrolment code, what the person was shown on enrolling, and who confirmed that the right person did; and a recovery
-- that waits for its second person. No account acts unconfirmed; those that had enrolled before are confirmed as they stand.
ALTER TABLE account
  ADD COLUMN enrolment_by uuid,
  ADD COLUMN confirmation_hash bytea,
  ADD COLUMN confirmed_at timestamptz,
  ADD COLUMN confirmed_by uuid,
  ADD COLUMN recovery_by uuid,
  ADD COLUMN recovery_at timestamptz;
UPDATE account SET confirmed_at = created_at WHERE password_hash IS NOT NULL;
