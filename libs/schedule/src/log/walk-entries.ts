import type pg from 'pg';
import { leafRowIn } from '#ledger';
import {
  copiedNumber,
  copyOut,
  entriesAsStored,
  entriesInOrder,
  leafUnlikeEntry,
  type CopiedRow,
  type Session,
} from '#store';
import type { ChainBook } from './chain-book.js';
import { entryIn, LogBroken, LogDiffers } from './log-broken.js';

/**
 * Goes through all entries: each chain must hold from its first one, and what the log has of it must be
 * the hashes of its entries. As they are `stored`, which is how the database reads them fastest, a chain
 * may seem broken that is not: what is found broken so is to be looked at in order.
 */
export async function walkEntries(
  client: pg.ClientBase,
  book: ChainBook,
  order: 'stored' | 'byChain',
): Promise<number> {
  let entries = 0;
  const take = (row: CopiedRow): void => {
    const { bytes, start, end } = row;
    const chain = book.of(row);
    const sequence = copiedNumber(row, 3);
    const [hash = 0, text = 0] = [start[4], start[5]];
    const leaf = leafRowIn(bytes, { sequence, hash, text, end: end[5] ?? 0 });
    const fault = chain.verifier.add(leaf);
    if (fault) {
      throw new LogBroken(`${entryIn(chain, fault.sequence)}: ${fault.problem} (${fault.code})`);
    }
    if (sequence <= chain.leaves.count) {
      chain.entries.add(leaf.hash);
      if (sequence === chain.leaves.count && !chain.entries.isSame(chain.leaves)) {
        throw new LogDiffers(`the log does not have the entries of ${chain.programme}`, chain);
      }
    }
    entries += 1;
  };
  const select = order === 'stored' ? entriesAsStored : entriesInOrder;
  for await (const eachRow of copyOut(client, select, 6)) eachRow(take);
  for (const chain of book) {
    const next = chain.entries.count + 1;
    if (next > chain.leaves.count) continue;
    throw new LogBroken(`${entryIn(chain, next)} is in the log, and no longer in the history`);
  }
  return entries;
}

/** The same failure, naming the entry where one is at fault. */
export async function named(session: Session, broken: LogBroken): Promise<string> {
  if (!(broken instanceof LogDiffers)) return broken.message;
  const differing = await leafUnlikeEntry(session, broken.chain);
  if (differing === null) return broken.message;
  const { sequence, hash, leaf } = differing;
  return `${broken.message}: ${entryIn(differing, sequence)} has the hash ${hash}; the log has ${leaf}`;
}
