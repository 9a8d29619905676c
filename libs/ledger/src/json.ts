import canonicalize from 'canonicalize';

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
  const fault = findFault(value, 0);
  if (fault) throw new TypeError(`No canonical JSON at "${fault.pointer}": ${fault.why}.`);
  // The package's type allows for undefined, which findFault has just ruled out.
  return canonicalize(value) as string;
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
  return `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/**
 * Rebuild a JSON value, offering each object and its pointer to `replace` first.
 * `replace` answers undefined to keep the object and look inside it.
 */
export function replaceObjects(
  value: Json,
  replace: (object: JsonObject, pointer: string) => Json | undefined,
  pointer = '',
): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) {
    return value.map((part, index) => replaceObjects(part, replace, pointer + pointerStep(index)));
  }
  // A Date or the like stays, for canonicalJson to refuse: its copy would be an empty object.
  if (!isPlainObject(value)) return value;
  const replaced = replace(value, pointer);
  if (replaced !== undefined) return replaced;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      replaceObjects(part, replace, pointer + pointerStep(key)),
    ]),
  );
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

type Fault = { pointer: string; why: string };

// Array.isArray does not narrow readonly lists.
function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

/** The pointer is put together only on the way out of a fault: the good path is hot. */
function findFault(value: unknown, depth: number): Fault | null {
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'string') return stringFault(value);
  if (typeof value === 'object') return objectFault(value, depth);
  if (typeof value !== 'number') {
    return here(`${typeof value} is not JSON; use null, or leave the key out`);
  }
  if (Number.isSafeInteger(value)) return null;
  return here(`${value} is not a safe integer; carry decimals and large numbers as strings`);
}

function objectFault(value: object, depth: number): Fault | null {
  if (depth >= MAX_DEPTH) return here(`nested deeper than ${MAX_DEPTH} levels, or circular`);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const fault = findFault(value[index], depth + 1);
      if (fault) return within(index, fault);
    }
    return null;
  }
  if (!isPlainObject(value)) {
    return here(`${value.constructor.name} is not a plain object; turn it into JSON first`);
  }
  for (const key of Object.keys(value)) {
    const fault = stringFault(key) ?? findFault(value[key], depth + 1);
    if (fault) return within(key, fault);
  }
  return null;
}

function stringFault(text: string): Fault | null {
  return /\p{Surrogate}/u.test(text)
    ? here(`${quoted(text)} holds half of a surrogate pair, which UTF-8 cannot carry`)
    : null;
}

function here(why: string): Fault {
  return { pointer: '', why };
}

function within(key: string | number, { pointer, why }: Fault): Fault {
  return { pointer: pointerStep(key) + pointer, why };
}
