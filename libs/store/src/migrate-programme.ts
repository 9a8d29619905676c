import type { ProgrammeState } from '#programme';
import type { Session } from './connect.js';
import {
  writeProgrammes,
  type DutyHolder,
  type ProgrammeWrite,
  type WriteResult,
} from './write-programmes.js';

/** What moving to another version writes beside what every decision writes. */
export type MigrationWrite = {
  write: ProgrammeWrite;
  definition: string;
  after: ProgrammeState;
  /** Ids that changed: old → new. */
  renamed: Readonly<Record<string, string>>;
  /** Who holds which duty in the groups of the new version. */
  holders: readonly DutyHolder[];
};

const renameItems = `
WITH renamed AS (SELECT * FROM json_each_text($3) AS r (old, new)),
grants AS (
  UPDATE "grant" g
  SET items = ARRAY(SELECT coalesce(r.new, held.id)
    FROM unnest(g.items) WITH ORDINALITY AS held (id, place)
    LEFT JOIN renamed r ON r.old = held.id ORDER BY held.place)
  WHERE g.organisation = $1 AND g.programme = $2 AND g.items && ARRAY(SELECT old FROM renamed)
), holders AS (
  INSERT INTO duty_holder (organisation, programme, item, separation, person, duty)
  SELECT d.organisation, d.programme, r.new, d.separation, d.person, d.duty
  FROM duty_holder d JOIN renamed r ON r.old = d.item
  WHERE d.organisation = $1 AND d.programme = $2
  ON CONFLICT (organisation, programme, item, separation, person) DO NOTHING
)
UPDATE item i SET id = r.new FROM renamed r
WHERE i.organisation = $1 AND i.programme = $2 AND i.id = r.old`;

const placeItems = `
UPDATE item i
SET chart = m.chart, position = coalesce(m.position, i.position), retired = m.retired
FROM json_to_recordset($3) AS m (id text, chart text, position int, retired boolean)
WHERE i.organisation = $1 AND i.programme = $2 AND i.id = m.id`;

const carryDuties = `
INSERT INTO duty_holder (organisation, programme, item, separation, person, duty)
SELECT $1, $2, h.item, h.separation, h.person, h.duty
FROM json_to_recordset($3) AS h (item text, separation text, person text, duty text)
ON CONFLICT (organisation, programme, item, separation, person) DO NOTHING`;

// A name of a group may come back that an earlier version had: who held another duty in it then keeps
// that, since history is not rewritten. The new duty would then be refused whenever it is performed.
const otherDuties = `
WITH h AS (
  SELECT * FROM json_to_recordset($3) AS h (item text, separation text, person text, duty text))
SELECT h.item, h.person, h.duty, d.duty AS held FROM h
JOIN duty_holder d ON (d.organisation, d.programme, d.item, d.separation, d.person)
  = ($1, $2, h.item, h.separation, h.person)
WHERE NOT EXISTS (SELECT FROM h AS own
  WHERE (own.item, own.separation, own.person, own.duty)
    = (d.item, d.separation, d.person, d.duty))
ORDER BY h.item, h.person LIMIT 1`;

// The ordinary statement leaves a timer that is set already as it is; here its hour may have moved.
const moveTimers = `
UPDATE timer t SET due_at = s.due_at, detail = s.detail
FROM json_to_recordset($3) AS s (item text, key text, due_at timestamptz, detail json)
WHERE t.organisation = $1 AND t.programme = $2 AND t.item = s.item AND t.key = s.key
  AND t.status = 'pending'`;

/**
 * Writes a migration on the session of a transaction: the one write statement, and what only a
 * migration changes. When it did not win, the caller rolls back.
 */
export async function writeMigration(
  session: Session,
  { write, definition, after, renamed, holders }: MigrationWrite,
): Promise<WriteResult> {
  const place = [write.organisation, write.programme];
  // First what every write locks first, so that no two stand in each other's way.
  await session.query(
    'SELECT 1 FROM programme WHERE organisation = $1 AND id = $2 FOR UPDATE',
    place,
  );
  if (Object.keys(renamed).length > 0) {
    await session.query(renameItems, [...place, JSON.stringify(renamed)]);
  }
  const [result] = await writeProgrammes(session, [write]);
  if (result?.won !== true) return result ?? { won: false, ahead: 0 };
  await session.query('UPDATE programme SET definition = $3 WHERE organisation = $1 AND id = $2', [
    ...place,
    definition,
  ]);
  if (holders.length > 0) {
    await carry(session, place, JSON.stringify(holders));
  }
  await session.query(placeItems, [...place, JSON.stringify(placesOf(after))]);
  const timers = write.timers.map(({ item, key, dueAt, detail }) => {
    return { item, key, due_at: dueAt, detail };
  });
  await session.query(moveTimers, [...place, JSON.stringify(timers)]);
  return result;
}

async function carry(session: Session, place: string[], holders: string): Promise<void> {
  await session.query(carryDuties, [...place, holders]);
  const { rows } = await session.query<{
    item: string;
    person: string;
    duty: string;
    held: string;
  }>(otherDuties, [...place, holders]);
  const [other] = rows;
  if (other === undefined) return;
  const { item, person, duty, held } = other;
  throw new Error(
    `item "${item}": ${person} performed the duty called "${duty}" there, and "${held}" in a group of the same names before; give the duties of the group names that no version had`,
  );
}

function placesOf({ items, retired = {} }: ProgrammeState) {
  return [
    ...Object.values(items).map(({ id, chart }, position) => {
      return { id, chart, position, retired: false };
    }),
    ...Object.values(retired).map(({ id, chart }) => {
      return { id, chart, position: null, retired: true };
    }),
  ];
}
