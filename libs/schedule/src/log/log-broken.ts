/** Something in the log does not hold; the message says where, and what. */
export class LogBroken extends Error {}

/** The log has something else than its entries, perhaps of this chain; which, is to be looked up. */
export class LogDiffers extends LogBroken {
  constructor(
    message: string,
    readonly chain: ChainNamed | null,
  ) {
    super(message);
  }
}

/** A chain, as the log's tables name it. */
export type ChainNamed = {
  readonly organisation: string;
  readonly programme: string;
  readonly stream: string;
};

/** An entry in words. */
export function entryIn({ organisation, programme, stream }: ChainNamed, sequence: number): string {
  const whose = programme === '' ? `organisation ${organisation}` : `${organisation}/${programme}`;
  return `entry ${sequence} of the ${stream} of ${whose}`;
}
