/** Who heard, for people: an address of the programme itself is filed under an id that says nothing. */
export const recipientWords = (recipient: string): string =>
  recipient.startsWith('programme:') ? 'the programme' : recipient;
