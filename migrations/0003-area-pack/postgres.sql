-- The pack that the area lives by: its id, empty until a program that knows this column serves it.

ALTER TABLE area_state ADD COLUMN pack TEXT NOT NULL DEFAULT '';
