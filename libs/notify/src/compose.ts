import { bodyOf } from './body.js';
import type { Block, Composed, Letter } from './letter.js';
import type { Messages } from './messages/messages.js';

/** A letter in plain words: what it is about, by when, what to do next, and where. */
export function compose(letter: Letter, words: Messages): Composed {
  const { headline, blocks } = bodyOf(letter, words);
  const { programme, notice, itemTitle, recipient, publicUrl } = letter;
  return {
    subject: words.letter.subject(itemTitle, headline, programme.title),
    blocks: [
      { say: words.letter.greeting(recipient.name) },
      ...blocks,
      { link: `${publicUrl}/`, say: words.letter.open() },
      ...standIn(letter, words),
      { say: words.letter.sentBy(programme.title, notice.item, notice.id) },
    ],
  };
}

/** Why somebody hears what is not addressed to them: they stand in, or act for another. */
function standIn({ recipient, roleTitles, personNames }: Letter, { standIn: words }: Messages) {
  const persons = (ids: readonly string[]) => ids.map((id) => personNames?.[id] ?? id);
  const { standsInFor, inPlaceOf, actsFor } = recipient;
  const why: Block[] = [];
  if (standsInFor.length > 0) {
    why.push({ say: words.forRoles(standsInFor.map((role) => roleTitles?.[role] ?? role)) });
  }
  if (inPlaceOf.length > 0) why.push({ say: words.forPersons(persons(inPlaceOf)) });
  if (actsFor.length > 0) why.push({ say: words.asDelegate(persons(actsFor)) });
  return why;
}
