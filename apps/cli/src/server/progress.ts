import type { Io } from '../terminal/io.js';

const WIDTH = 30;

/** A bar on a terminal, drawn over itself; nothing where no person looks on. */
export function progress(io: Io, what: string, total: number) {
  const draw = (done: number) => {
    if (io.progress === undefined || total === 0) return;
    const full = Math.round((done / total) * WIDTH);
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
    io.progress(`${what} ${bar} ${done} of ${total}`);
  };
  return { at: draw, end: () => io.progress?.('') };
}
