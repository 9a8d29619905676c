import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson, MAX_DEPTH } from './json.js';

describe('canonical JSON', () => {
  it.each([
    // RFC 8785, section 3.2.2, without its numbers.
    [
      String.raw`{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
      '{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    // RFC 8785, section 3.2.3: keys in the order of UTF-16 code units.
    [
      String.raw`{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}`,
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    ],
    // RFC 8785, appendix B: both zeros.
    ['0', '0'],
    ['-0', '0'],
    ['9007199254740991', '9007199254740991'],
    ['-9007199254740991', '-9007199254740991'],
    ['{"b":[],"a":{},"":""}', '{"":"","a":{},"b":[]}'],
    ['{"__proto__":1,"a":2}', '{"__proto__":1,"a":2}'],
  ])('writes %s in its one form', (given, canonical) => {
    expect(canonicalJson(JSON.parse(given))).toBe(canonical);
  });

  it.each([
    // RFC 8785, section 3.2.2 and appendix B: good JSON elsewhere, refused under integers only.
    '333333333.33333329',
    '1E30',
    '4.50',
    '2e-3',
    '0.000000000000000000000000001',
    '5e-324',
    '1.7976931348623157e+308',
    '9007199254740992',
    '-9007199254740992',
    '295147905179352830000',
    '9.999999999999997e+22',
    '0.000001',
    '333333333.3333332',
    '-0.0000033333333333333333',
    '1424953923781206.2',
  ])('refuses the number %s and says where it was', (number) => {
    expect(() => canonicalJson(JSON.parse(`{"a/b":[0,${number}]}`))).toThrow(
      /^No canonical JSON at "\/a~1b\/1": .* is not a safe integer/,
    );
  });

  const circular: unknown[] = [];
  circular.push(circular);
  it.each([
    ['NaN', { a: NaN }, '"/a": NaN'],
    ['infinity', { a: Infinity }, '"/a": Infinity'],
    ['undefined in an object', { a: undefined }, '"/a": undefined'],
    ['undefined on its own', undefined, '"": undefined'],
    // eslint-disable-next-line no-sparse-arrays -- the hole is the point
    ['a hole in a list', [1, , 2], '"/1": undefined'],
    ['a function', { a: () => 1 }, '"/a": function'],
    ['a symbol', [Symbol('s')], '"/0": symbol'],
    ['a bigint', { 'm~n': 1n }, '"/m~0n": bigint'],
    ['a Date', { a: new Date(0) }, '"/a": Date is not a plain object'],
    ['a Map', new Map(), '"": Map is not a plain object'],
    ['a class instance', [new (class Post {})()], '"/0": Post is not a plain object'],
    ['half of a surrogate pair in a string', ['\ud83d'], '"/0": '],
    ['half of a surrogate pair in a key', { '\ude00x': 1 }, 'surrogate'],
    ['a circle', circular, 'or circular'],
  ])('refuses %s and says where it was', (_, value, message) => {
    expect(() => canonicalJson(value)).toThrow(message);
  });

  it('reads nesting to the stated depth and refuses one level more', () => {
    const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    expect(canonicalJson(nested(MAX_DEPTH))).toHaveLength(2 * MAX_DEPTH);
    expect(() => canonicalJson(nested(MAX_DEPTH + 1))).toThrow('nested deeper than 64 levels');
  });

  it('takes objects without a prototype', () => {
    expect(canonicalJson(Object.assign(Object.create(null), { b: 1, a: 2 }))).toBe('{"a":2,"b":1}');
  });

  it('gives back the value it was given, in one form whatever the order of keys', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false),
        fc.maxSafeInteger().map((n) => n + 0),
        fc.string({ unit: 'binary' }),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(value, (given) => {
        const text = canonicalJson(given);
        const read: unknown = JSON.parse(text);
        expect(canonicalJson(read)).toBe(text);
        expect(text).toBe(canonicalize(given)); // somebody else's RFC 8785
        expect(JSON.stringify(read)).toHaveLength(JSON.stringify(given).length);
        expect(read).toEqual(JSON.parse(JSON.stringify(given)));
      }),
    );
  });
});
