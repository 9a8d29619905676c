-- In the place of whom somebody hears a notice who holds no role any more, and for whom they act, as it
-- stood when it was relayed.
ALTER TABLE delivery ADD COLUMN in_place_of text[] NOT NULL DEFAULT '{}';
ALTER TABLE delivery ADD COLUMN acts_for text[] NOT NULL DEFAULT '{}';
