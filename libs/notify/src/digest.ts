import { bodyOf } from './body.js';
import type { Block, Composed, Letter } from './letter.js';
import type { Messages } from './messages/messages.js';

/** What a digest is made from: the letters it stands for, oldest first, all to one person. */
export interface DigestLetters {
  /** The day in the reader's zone. */
  readonly day: string;
  readonly name: string | null;
  readonly letters: readonly Letter[];
  /** The address people use, without a slash at the end. */
  readonly publicUrl: string;
}

/** One mail for many notices: by programme, each with its own words, what to do next said once. */
export function composeDigest(
  { day, name, letters, publicUrl }: DigestLetters,
  words: Messages,
): Composed {
  const programmes = [...new Set(letters.map(({ programme }) => programme.id))];
  const byProgramme = programmes.map((id) => letters.filter((each) => each.programme.id === id));
  const titles = byProgramme.map(([first]) => first?.programme.title ?? '');
  return {
    subject: words.digest.subject(letters.length, day, titles),
    blocks: [
      { say: words.letter.greeting(name) },
      { say: words.digest.opening(day, letters.length) },
      ...byProgramme.flatMap((each) => ofProgramme(each, words)),
      { link: `${publicUrl}/`, say: words.letter.open() },
      { say: words.digest.why() },
    ],
  };
}

function ofProgramme(letters: readonly Letter[], words: Messages): Block[] {
  const [first] = letters;
  if (first === undefined) return [];
  const said = letters.map((letter) => ({ letter, ...bodyOf(letter, words) }));
  const next = new Set(said.flatMap(({ blocks }) => blocks.flatMap(nextStep)));
  return [
    { say: words.digest.ofProgramme(first.programme.title) },
    {
      list: said.map(({ letter: { itemTitle, notice }, headline, blocks }) =>
        words.digest.line(itemTitle, headline, factsIn(blocks), notice.item),
      ),
    },
    ...[...next].map((say) => ({ say })),
  ];
}

/** The dates or reasons of a letter, which its one line names. */
const factsIn = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) => ('list' in block ? block.list : []));

const nextStep = (block: Block): string[] => ('isNext' in block && block.isNext ? [block.say] : []);
