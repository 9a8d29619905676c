/** The languages that people may be written to in (BCP 47); the first where they said nothing. */
export const languages = ['en-GB'] as const;
export type Language = (typeof languages)[number];
