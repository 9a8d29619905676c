import { Duplex } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';

/** So much is unpacked on another thread while what came before is looked at. */
const AT_ONCE = 1024 * 1024;

/**
 * What `DecompressionStream` is, in larger parts: that of Node comes back to its one thread for every
 * 16 KiB, and waits there while that is busy.
 */
export class Inflate {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;

  constructor(format: string) {
    const options = { chunkSize: AT_ONCE };
    const stream = format === 'gzip' ? createGunzip(options) : createInflateRaw(options);
    // Both are the web's streams; Node and the DOM each declare them.
    const { readable, writable } = Duplex.toWeb(stream) as unknown as Inflate;
    this.readable = readable;
    this.writable = writable;
  }
}
