/** A JSON value as the ledger keeps it: numbers are safe integers, decimals travel as strings. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A JSON object as the ledger keeps it. */
export type JsonObject = { readonly [key: string]: Json };

/** Nesting that every verifier must be able to read; deeper values are refused (so are cycles). */
export const MAX_DEPTH = 64;

/**
 * The one text of a JSON value, by RFC 8785 narrowed to integers.
 * Throws a TypeError that quotes the JSON pointer of the first value that has no such text.
 */
export function canonicalJson(value: unknown): string {
  try {
    return write(value, 0);
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    const at = pointer(error.steps.toReversed());
    throw new TypeError(`No canonical JSON at "${at}": ${error.why}.`);
  }
}

/** Is this a plain object (not a list, a class instance, a Date, a Map)? */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The root prototype is recognised by shape: a value may come from another realm.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** One step of a JSON pointer (RFC 6901), with its slash. */
function pointerStep(key: string | number): string {
  if (typeof key === 'number' || !(key.includes('~') || key.includes('/'))) return `/${key}`;
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** The JSON pointer to where these steps lead. */
export const pointer = (steps: readonly (string | number)[]): string =>
  steps.map(pointerStep).join('');

/**
 * A JSON value with some of its objects replaced; whatever holds none of them is kept as it is.
 * `replace` is offered each object with the steps to it, and answers undefined to look inside it.
 */
export function replaceObjects(
  value: Json,
  replace: (object: JsonObject, steps: readonly (string | number)[]) => Json | undefined,
): Json {
  return replaceWithin(value, replace, []);
}

type Replace = Parameters<typeof replaceObjects>[1];

function replaceWithin(value: Json, replace: Replace, steps: (string | number)[]): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) {
    let changed: Json[] | undefined;
    for (let index = 0; index < value.length; index += 1) {
      const part = value[index] ?? null;
      const next = replaceStep(part, replace, steps, index);
      if (next !== part) (changed ??= [...value])[index] = next;
    }
    return changed ?? value;
  }
  const replaced = replace(value, steps);
  if (replaced !== undefined) return replaced;
  let changed: Record<string, Json> | undefined;
  for (const key of Object.keys(value)) {
    const part = value[key] ?? null;
    const next = replaceStep(part, replace, steps, key);
    if (next === part) continue;
    // What is no plain object stays, for canonicalJson to refuse: its copy would be one.
    if (!isPlainObject(value)) return value;
    (changed ??= { ...value })[key] = next;
  }
  return changed ?? value;
}

function replaceStep(
  part: Json,
  replace: Replace,
  steps: (string | number)[],
  step: string | number,
) {
  if (typeof part !== 'object' || part === null) return part;
  steps.push(step);
  const next = replaceWithin(part, replace, steps);
  steps.pop();
  return next;
}

/** A value for a message: short strings whole, long ones cut, objects by their sort. */
export function quoted(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}…` : value);
  }
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

// Array.isArray does not narrow readonly lists.
function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

/** What has no canonical text, and the way down to it: found out on the way up, if ever. */
class Unwritable {
  readonly steps: (string | number)[] = [];
  constructor(readonly why: string) {}
}

/** One pass that checks and writes: sealing and verifying spend most of their time here. */
function write(value: unknown, depth: number): string {
  if (typeof value === 'string') return writeString(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return String(value);
    throw new Unwritable(
      `${value} is not a safe integer; carry decimals and large numbers as strings`,
    );
  }
  if (typeof value !== 'object') {
    throw new Unwritable(`${typeof value} is not JSON; use null, or leave the key out`);
  }
  if (depth >= MAX_DEPTH) {
    throw new Unwritable(`nested deeper than ${MAX_DEPTH} levels, or circular`);
  }
  return Array.isArray(value) ? writeList(value, depth + 1) : writeObject(value, depth + 1);
}

function writeList(list: readonly unknown[], depth: number): string {
  let text = '';
  let index = 0;
  try {
    for (; index < list.length; index += 1) {
      text += `${index === 0 ? '' : ','}${write(list[index], depth)}`;
    }
  } catch (error) {
    throw below(index, error);
  }
  return `[${text}]`;
}

function writeObject(object: object, depth: number): string {
  if (!isPlainObject(object)) {
    throw new Unwritable(
      `${object.constructor.name} is not a plain object; turn it into JSON first`,
    );
  }
  let text = '';
  let at = '';
  try {
    for (const key of inOrder(Object.keys(object))) {
      at = key;
      text += `${text === '' ? '' : ','}${writeString(key)}:${write(object[key], depth)}`;
    }
  } catch (error) {
    throw below(at, error);
  }
  return `{${text}}`;
}

const below = (step: string | number, error: unknown): unknown => {
  if (error instanceof Unwritable) error.steps.push(step);
  return error;
};

/** By UTF-16 code units, the order of RFC 8785: sorted by hand, which is faster for so few. */
function inOrder(keys: string[]): string[] {
  if (keys.length > FEW) return keys.sort(); // the default sort is by code units too
  for (let next = 1; next < keys.length; next += 1) {
    const key = keys[next] ?? '';
    let place = next;
    for (; place > 0 && (keys[place - 1] ?? '') > key; place -= 1)
      keys[place] = keys[place - 1] ?? '';
    keys[place] = key;
  }
  return keys;
}

const FEW = 24;

/** ASCII without quotation marks, backslashes and controls: it stands in JSON as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** JSON.stringify escapes a string exactly as RFC 8785 asks, save for half a surrogate pair. */
function writeString(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`; // nearly all: names, hashes, instants
  if (/\p{Surrogate}/u.test(text)) {
    throw new Unwritable(
      `${quoted(text)} holds half of a surrogate pair, which UTF-8 cannot carry`,
    );
  }
  return JSON.stringify(text);
}
