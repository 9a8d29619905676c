import type { CompiledDefinition } from '#programme';
import type { StoredProgramme } from '#store';

/** Names a programme. */
export type ProgrammeName = { organisation: string; programme: string };

/** A programme as known to this process, with its definition compiled. */
export type Known = StoredProgramme & { compiled: CompiledDefinition };

/** Programme states by name; the least recently used makes room. May lag behind the database. */
export class StateCache {
  readonly #known = new Map<string, Known>();

  constructor(readonly most = 1_000) {}

  get(name: ProgrammeName): Known | undefined {
    const key = cacheKey(name);
    const found = this.#known.get(key);
    if (found === undefined) return undefined;
    this.#known.delete(key);
    this.#known.set(key, found);
    return found;
  }

  set(name: ProgrammeName, known: Known): void {
    const key = cacheKey(name);
    this.#known.delete(key);
    this.#known.set(key, known);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= this.most) break;
      this.#known.delete(oldest);
    }
  }

  forget(name: ProgrammeName): void {
    this.#known.delete(cacheKey(name));
  }
}

/** One text a programme; ids hold no line break. */
export const cacheKey = ({ organisation, programme }: ProgrammeName): string =>
  `${organisation}\n${programme}`;
