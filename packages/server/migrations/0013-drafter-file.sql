-- Which requests a sealed file of the stand-alone drafter became, so that the same file is not brought in twice unawares.
CREATE TABLE drafter_import (
  -- SHA-256 of the file, sealed as it came.
  file text NOT NULL CHECK (file ~ '^[0-9a-f]{64}$'),
  request uuid NOT NULL REFERENCES request (id),
  at timestamptz NOT NULL,
  PRIMARY KEY (file, request)
);
