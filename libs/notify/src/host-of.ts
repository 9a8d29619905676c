/**
 * The host of an address that a channel was given: all that is shown of it. Of a mail address, as
 * GOV.UK Notify has it, what follows the "@".
 */
export const hostOf = (address: string): string =>
  URL.canParse(address) ? new URL(address).host : address.slice(address.lastIndexOf('@') + 1);
