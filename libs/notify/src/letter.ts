import type { Notice } from '#programme';

/**
 * Who a letter is for. `standsInFor` are the vacant roles this person hears it in place of, and
 * `inPlaceOf` the persons it is for who hold no role any more; `actsFor` are those who delegated to
 * this person and hear it too.
 */
export interface Recipient {
  readonly person: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly standsInFor: readonly string[];
  readonly inPlaceOf: readonly string[];
  readonly actsFor: readonly string[];
}

/** Everything that the words of one notice to one person are made from. */
export interface Letter {
  readonly notice: Pick<Notice, 'id' | 'template' | 'item' | 'data'> & {
    /** When it came to be, on the programme's clock, as an instant. */
    readonly at: string;
  };
  readonly organisation: string;
  readonly programme: { readonly id: string; readonly title: string; readonly zone: string };
  readonly itemTitle: string;
  readonly recipient: Recipient;
  /** The language its reader asked for (BCP 47). */
  readonly language: string;
  /** What roles and persons that it names are called; by their ids where it is not said. */
  readonly roleTitles?: Readonly<Record<string, string>>;
  readonly personNames?: Readonly<Record<string, string>>;
  /** The address people use, without a slash at the end. */
  readonly publicUrl: string;
}

/**
 * A part of a letter: a paragraph, a list, or a link on a line of its own. Plain text throughout.
 * `isNext` marks what its reader is to do next.
 */
export type Block =
  | { readonly say: string; readonly isNext?: true }
  | { readonly list: readonly string[] }
  | { readonly link: string; readonly say: string };

/** What a letter says itself, without greeting and footer. */
export type Body = { headline: string; blocks: Block[] };

/** A letter in words, before it takes a form. */
export interface Composed {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

/** A letter as it is sent and shown. */
export interface Rendered extends Composed {
  readonly text: string;
  readonly html: string;
}
