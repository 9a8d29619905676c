import type { Language } from '#contract';
import { english } from './english.js';

/**
 * What letters, digests, cards and feeds say, as plain functions of what they say it about: another
 * language is another object of this shape, in a file of its own, named in the catalogue below.
 *
 * What people and definitions wrote – titles, reasons, wordings – is quoted as it stands.
 */
export type Messages = typeof english;

const catalogue: Readonly<Record<Language, Messages>> = { 'en-GB': english };

/** The words of a language (BCP 47); English (en-GB) for one that is not there. */
export const messages = (language: string): Messages =>
  Object.entries(catalogue).find(([name]) => name === language)?.[1] ?? english;
