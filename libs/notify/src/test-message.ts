import type { Composed } from './letter.js';
import type { Messages } from './messages/messages.js';

/** What a test message is made from. */
export interface TestOf {
  /** Who asked for it; null when no name is known. */
  readonly asker: string | null;
  readonly channel: string;
  /** The programme whose own address it goes to; null when it is a person's. */
  readonly programmeTitle: string | null;
  /** The address people use, without a slash at the end. */
  readonly publicUrl: string;
}

/** A message that tells of nothing: it shows that an address is reached, and says that it does no more. */
export function composeTest(
  { asker, channel, programmeTitle, publicUrl }: TestOf,
  { test, letter }: Messages,
): Composed {
  const arrives =
    programmeTitle === null ? test.forPerson(channel) : test.forProgramme(programmeTitle, channel);
  return {
    subject: test.subject(),
    blocks: [
      { say: test.opening(asker) },
      { say: arrives },
      { link: `${publicUrl}/`, say: letter.open() },
    ],
  };
}
