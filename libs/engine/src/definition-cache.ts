import { compileDefinition, Definition, definitionHash, type CompiledDefinition } from '#programme';
import { definitionByHash, type Session, type Store } from '#store';
import { sha256 } from './sha256.js';

/** Definition versions, compiled once in this process: they never change. */
export class DefinitionCache {
  readonly #compiled = new Map<string, CompiledDefinition>();

  constructor(
    readonly store: Store,
    readonly most = 100,
  ) {}

  /** Null when the organisation has published no such version; throws when what is stored is another. */
  async get(
    organisation: string,
    hash: string,
    session: Session = this.store.pool,
  ): Promise<CompiledDefinition | null> {
    const key = `${organisation}\n${hash}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const document = await definitionByHash(session, organisation, hash);
    if (document === null) return null;
    // What is stored is hashed as it is: a later schema may add defaults, which must not rename it.
    const found = definitionHash(document, sha256);
    if (found !== hash) {
      throw new Error(
        `definition ${hash} of "${organisation}" was changed after it was published: it hashes to ${found}; restore it`,
      );
    }
    const compiled = compileDefinition(Definition.parse(document), hash);
    this.#compiled.set(key, compiled);
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size > this.most && oldest !== undefined) this.#compiled.delete(oldest);
    return compiled;
  }
}
