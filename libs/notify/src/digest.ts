import { bodyOf } from './compose.js';
import type { Block, Composed, Letter } from './letter.js';
import { dayInWords, listed } from './wording.js';

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
export function composeDigest({ day, name, letters, publicUrl }: DigestLetters): Composed {
  const programmes = [...new Set(letters.map(({ programme }) => programme.id))];
  const byProgramme = programmes.map((id) => letters.filter((each) => each.programme.id === id));
  const titles = byProgramme.map(([first]) => first?.programme.title ?? '');
  const count = letters.length === 1 ? '1 notice' : `${letters.length} notices`;
  return {
    subject: `${count} on ${day}: ${listed(titles)}`,
    blocks: [
      { say: name === null ? 'Hello,' : `Dear ${name},` },
      { say: `This is your digest of ${dayInWords(day)}: ${count}.` },
      ...byProgramme.flatMap(ofProgramme),
      { link: `${publicUrl}/`, say: 'Open Evolve' },
      {
        say: 'You hear once a day because you asked for it; what is urgent comes at once. Say otherwise in your preferences.',
      },
    ],
  };
}

function ofProgramme(letters: readonly Letter[]): Block[] {
  const [first] = letters;
  if (first === undefined) return [];
  const said = letters.map((letter) => ({ letter, ...bodyOf(letter) }));
  const next = new Set(said.flatMap(({ blocks }) => blocks.flatMap(nextStep)));
  return [
    { say: `${first.programme.title}:` },
    { list: said.map(({ letter, headline, blocks }) => line(letter, headline, blocks)) },
    ...[...next].map((say) => ({ say })),
  ];
}

/** One notice on one line: what it is about, and its dates or reasons. */
function line({ itemTitle, notice }: Letter, headline: string, blocks: readonly Block[]): string {
  const details = blocks.flatMap((block) => ('list' in block ? block.list : []));
  const facts = details.length === 0 ? '' : ` – ${details.join(' ')}`;
  return `${itemTitle}: ${headline}${facts} (${notice.item})`;
}

const nextStep = (block: Block): string[] =>
  'say' in block && !('link' in block) && block.say.startsWith('What to do next')
    ? [block.say]
    : [];
