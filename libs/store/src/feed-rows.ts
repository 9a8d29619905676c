import type { Session } from './connect.js';

/** A calendar feed as its owner sees it. `programme` null: of all that is theirs. Instants. */
export type FeedRow = {
  organisation: string;
  id: string;
  person: string;
  programme: string | null;
  createdAt: string;
};

/** A feed and the hash of the token that reads it. */
export type NewFeed = Omit<FeedRow, 'createdAt'> & { tokenHash: string };

const columns = `organisation, id, person, programme, created_at AS "createdAt"`;

export async function insertFeed(session: Session, feed: NewFeed): Promise<FeedRow> {
  const { rows } = await session.query<FeedRow>(
    `INSERT INTO feed (organisation, id, person, programme, token_hash)
     VALUES ($1, $2, $3, $4, $5) RETURNING ${columns}`,
    [feed.organisation, feed.id, feed.person, feed.programme, feed.tokenHash],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`feed ${feed.id} was not written`);
  return row;
}

/** Which feed of whom. */
type FeedKey = Pick<FeedRow, 'organisation' | 'id' | 'person'>;
const keyOf = ({ organisation, id, person }: FeedKey) => [organisation, id, person];
const ownFeed = 'organisation = $1 AND id = $2 AND person = $3 AND revoked_at IS NULL';

/** Gives a feed another token: the one before reads nothing from now on. Null when it is not theirs. */
export async function rotateFeed(
  session: Session,
  key: FeedKey,
  tokenHash: string,
): Promise<FeedRow | null> {
  const { rows } = await session.query<FeedRow>(
    `UPDATE feed SET token_hash = $4 WHERE ${ownFeed} RETURNING ${columns}`,
    [...keyOf(key), tokenHash],
  );
  return rows[0] ?? null;
}

/** Ends a feed; false when it is not theirs, or ended already. */
export async function revokeFeed(session: Session, key: FeedKey): Promise<boolean> {
  const { rowCount } = await session.query(
    `UPDATE feed SET revoked_at = clock_timestamp() WHERE ${ownFeed}`,
    keyOf(key),
  );
  return rowCount === 1;
}

/** The feeds of a person that still read, oldest first. */
export async function listFeeds(
  session: Session,
  { organisation, person }: Pick<FeedRow, 'organisation' | 'person'>,
): Promise<FeedRow[]> {
  const { rows } = await session.query<FeedRow>(
    `SELECT ${columns} FROM feed
     WHERE organisation = $1 AND person = $2 AND revoked_at IS NULL ORDER BY created_at, id`,
    [organisation, person],
  );
  return rows;
}

/** The feed that a token reads; null for one that is unknown, replaced or revoked. */
export async function feedByToken(session: Session, tokenHash: string): Promise<FeedRow | null> {
  const { rows } = await session.query<FeedRow>(
    `SELECT ${columns} FROM feed WHERE token_hash = $1 AND revoked_at IS NULL`,
    [tokenHash],
  );
  return rows[0] ?? null;
}
