import type { ItemState } from '../model.js';
import type { CompiledDefinition } from './compile.js';

/**
 * Keeps what is worked out from an item for as long as the item stands as it does: an event changes
 * one item or two, and what there is to know of the others stays as it was.
 */
export function keptPerItem<T>(
  work: (compiled: CompiledDefinition, item: ItemState) => T,
): (compiled: CompiledDefinition, item: ItemState) => T {
  const kept = new WeakMap<ItemState, { compiled: CompiledDefinition; result: T }>();
  return (compiled, item) => {
    const found = kept.get(item);
    if (found?.compiled === compiled) return found.result;
    const result = work(compiled, item);
    kept.set(item, { compiled, result });
    return result;
  };
}
