-- A programme that has ended is looked over no more: no next check.
ALTER TABLE programme_check ALTER COLUMN due_at DROP NOT NULL;
