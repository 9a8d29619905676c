import type { Readable, Writable } from 'node:stream';

/**
 * Keeps what is read until it is let go; from then on everything goes straight through. What it keeps is
 * not bounded: it is for the few seconds in which a process starts, and a full pipe would stop that.
 *
 * @returns lets go; to be called once. `to` is never ended, since others write to it too.
 */
export function holdBack(from: Readable, to: Writable): () => void {
  const held: Buffer[] = [];
  const keep = (chunk: Buffer) => held.push(chunk);
  from.on('data', keep);
  return () => {
    from.off('data', keep);
    for (const chunk of held.splice(0)) to.write(chunk);
    from.pipe(to, { end: false });
  };
}
