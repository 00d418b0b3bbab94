-- The act of the other State that a paper said, where it said one: at most one of each paper.
ALTER TABLE incoming_paper ADD COLUMN act uuid UNIQUE;
-- Pages of the PDF as it was printed; the hash of a letter that goes by paper is set with it when the letter is printed first.
ALTER TABLE outgoing_letter ADD COLUMN pages int CHECK (pages > 0);
