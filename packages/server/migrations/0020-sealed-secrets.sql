-- The secrets of authenticators are sealed under the authority's key. Those that stand readable are sealed at the next start.
ALTER TABLE account ADD COLUMN totp_sealed bytea;
