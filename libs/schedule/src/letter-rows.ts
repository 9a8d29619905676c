import type { Notice } from '#programme';
import type { Letter } from '#notify';
import type { Session } from '#store';
import type { DeliveryRef } from './delivery-rows.js';

type LetterRow = Omit<Letter['programme'], 'id'> & {
  template: Notice['template'];
  item: string;
  data: Notice['data'];
  at: string;
  itemTitle: string | null;
  name: string | null;
  email: string | null;
  language: string | null;
  standsInFor: string[];
  inPlaceOf: string[];
  actsFor: string[];
  roles: Readonly<Record<string, { title: string }>> | null;
  personNames: Readonly<Record<string, string>> | null;
  address: string;
};

/** A letter with the address that its delivery was written for. */
export type LoadedLetter = { letter: Letter; address: string };

/**
 * Takes a delivery for the length of the transaction, with everything its letter is made from. Null
 * when it is done, in other hands, or of a rehearsal: its notices are never delivered.
 */
export const takeLetter = (session: Session, ref: DeliveryRef, publicUrl: string) =>
  letterOf(session, ref, publicUrl, 'take');

/** The same to look at: of a delivery that somebody else has taken, such as a digest. */
export const loadLetter = (session: Session, ref: DeliveryRef, publicUrl: string) =>
  letterOf(session, ref, publicUrl, 'look');

// Titles and names are looked up for the few letters that use them: to open a definition's document
// takes longer than all the rest of the question.
const calledOf = `
  CASE WHEN cardinality(d.stands_in_for) > 0 THEN f.document -> 'roles' END AS roles,
  CASE WHEN cardinality(d.in_place_of || d.acts_for) > 0 OR n.template = 'migrated' THEN (
    SELECT json_object_agg(w.id, w.name) FROM person w
    WHERE w.organisation = d.organisation AND w.name IS NOT NULL AND w.id = ANY (
      d.in_place_of || d.acts_for || ARRAY[n.data ->> 'requestedBy', n.data ->> 'by'])
  ) END AS "personNames"`;

async function letterOf(
  session: Session,
  ref: DeliveryRef,
  publicUrl: string,
  purpose: 'take' | 'look',
): Promise<LoadedLetter | null> {
  const { rows } = await session.query<LetterRow>({
    name: `${purpose}-letter`,
    text: `SELECT n.template, n.item, n.data, n.at, i.title AS "itemTitle", p.title,
       f.zone, who.name, who.email, wish.language, d.stands_in_for AS "standsInFor",
       d.in_place_of AS "inPlaceOf", d.acts_for AS "actsFor", d.address, ${calledOf}
     FROM delivery d
     JOIN notice n ON (n.organisation, n.programme, n.id) = (d.organisation, d.programme, d.notice)
     JOIN programme p ON (p.organisation, p.id) = (d.organisation, d.programme)
     JOIN definition f ON (f.organisation, f.hash) = (p.organisation, p.definition)
     LEFT JOIN item i ON (i.organisation, i.programme, i.id) = (d.organisation, d.programme, n.item)
     LEFT JOIN person who ON (who.organisation, who.id) = (d.organisation, d.person)
     LEFT JOIN preference wish ON (wish.organisation, wish.person) = (d.organisation, d.person)
     WHERE d.organisation = $1 AND d.programme = $2 AND d.notice = $3 AND d.channel = $4
       AND d.person = $5 AND p.clock = 'live' AND n.clock = 'live'
       ${purpose === 'take' ? "AND d.status = 'pending' FOR UPDATE OF d SKIP LOCKED" : ''}`,
    values: [ref.organisation, ref.programme, ref.notice, ref.channel, ref.person],
  });
  const [row] = rows;
  return row === undefined ? null : loadedFrom(row, ref, publicUrl);
}

function loadedFrom(row: LetterRow, ref: DeliveryRef, publicUrl: string): LoadedLetter {
  const { template, item, data, at, title, zone, name, email, roles, personNames } = row;
  const { standsInFor, inPlaceOf, actsFor } = row;
  return {
    address: row.address,
    letter: {
      notice: { id: ref.notice, template, item, data, at },
      organisation: ref.organisation,
      programme: { id: ref.programme, title, zone },
      itemTitle: row.itemTitle ?? item,
      recipient: { person: ref.person, name, email, standsInFor, inPlaceOf, actsFor },
      language: row.language ?? 'en-GB',
      ...(roles !== null && { roleTitles: titlesOf(roles) }),
      ...(personNames !== null && { personNames }),
      publicUrl,
    },
  };
}

/** What roles are called, by their ids. */
const titlesOf = (roles: Readonly<Record<string, { title: string }>>) =>
  Object.fromEntries(Object.entries(roles).map(([role, { title }]) => [role, title]));
