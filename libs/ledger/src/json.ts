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
  return write(value, []);
}

/** Is this a plain object (not a list, a class instance, a Date, a Map)? */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // The root prototype is recognised by shape: a value may come from another realm.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** One step of a JSON pointer (RFC 6901), with its slash. */
export function pointerStep(key: string | number): string {
  if (typeof key === 'number' || !/[~/]/.test(key)) return `/${key}`;
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * A JSON value with some of its objects replaced; whatever holds none of them is kept as it is.
 * `replace` is offered each object with its pointer, and answers undefined to look inside it.
 */
export function replaceObjects(
  value: Json,
  replace: (object: JsonObject, pointer: () => string) => Json | undefined,
): Json {
  return replaceWithin(value, replace, []);
}

type Replace = Parameters<typeof replaceObjects>[1];

/** The way down is kept as steps: most objects are never asked for their pointer. */
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
  // A Date or the like stays, for canonicalJson to refuse: its copy would be an empty object.
  if (!isPlainObject(value)) return value;
  const replaced = replace(value, () => steps.map(pointerStep).join(''));
  if (replaced !== undefined) return replaced;
  let changed: Record<string, Json> | undefined;
  for (const key of Object.keys(value)) {
    const part = value[key] ?? null;
    const next = replaceStep(part, replace, steps, key);
    if (next !== part) (changed ??= { ...value })[key] = next;
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

type Path = (string | number)[];

/** One pass that checks and writes: sealing and verifying spend most of their time here. */
function write(value: unknown, path: Path): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return writeString(value, path);
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return String(value);
    throw refuse(
      path,
      `${value} is not a safe integer; carry decimals and large numbers as strings`,
    );
  }
  if (typeof value !== 'object') {
    throw refuse(path, `${typeof value} is not JSON; use null, or leave the key out`);
  }
  if (path.length >= MAX_DEPTH) {
    throw refuse(path, `nested deeper than ${MAX_DEPTH} levels, or circular`);
  }
  return Array.isArray(value) ? writeList(value, path) : writeObject(value, path);
}

function writeList(list: readonly unknown[], path: Path): string {
  const parts: string[] = [];
  for (let index = 0; index < list.length; index += 1) {
    path.push(index);
    parts.push(write(list[index], path));
    path.pop();
  }
  return `[${parts.join(',')}]`;
}

function writeObject(object: object, path: Path): string {
  if (!isPlainObject(object)) {
    throw refuse(path, `${object.constructor.name} is not a plain object; turn it into JSON first`);
  }
  const parts: string[] = [];
  // The default sort is by UTF-16 code units, the order of RFC 8785.
  for (const key of Object.keys(object).sort()) {
    path.push(key);
    parts.push(`${writeString(key, path)}:${write(object[key], path)}`);
    path.pop();
  }
  return `{${parts.join(',')}}`;
}

/** ASCII without quotation marks, backslashes and controls: it stands in JSON as it is. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** JSON.stringify escapes a string exactly as RFC 8785 asks, save for half a surrogate pair. */
function writeString(text: string, path: Path): string {
  if (PLAIN.test(text)) return `"${text}"`; // nearly all: names, hashes, instants
  if (/\p{Surrogate}/u.test(text)) {
    throw refuse(path, `${quoted(text)} holds half of a surrogate pair, which UTF-8 cannot carry`);
  }
  return JSON.stringify(text);
}

function refuse(path: Path, why: string): TypeError {
  return new TypeError(`No canonical JSON at "${path.map(pointerStep).join('')}": ${why}.`);
}
