import { z } from 'zod';
import { plainly, quote } from './plainly.js';

const told = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value, { error: plainly }).error?.issues.map(({ message }) => message);

const many = Array.from({ length: 20 }, (_, index) => `CHOICE_${index}`);

describe('what does not fit a schema', () => {
  it.each<[string, z.ZodType, unknown, string]>([
    ['nothing at all', z.strictObject({ reason: z.string() }), {}, 'is missing'],
    ['no choice at all', z.enum(['HIGH', 'LOW']), undefined, 'is missing'],
    ['text for a number', z.int(), 'four', 'must be a number'],
    ['a list for a number', z.int().min(0), ['P-1'], 'must be a number'],
    ['half of a whole number', z.int(), 1.5, 'must be a whole number'],
    ['a number for true or false', z.boolean(), 1, 'must be true or false'],
    ['text for a list', z.array(z.string()), 'people', 'must be a list'],
    ['a list for an object', z.strictObject({}), [], 'must be an object of named values'],
    ['nothing for text', z.string(), null, 'must be a text'],
    ['less than the least', z.int().min(1), 0, 'must be at least 1'],
    ['more than the most', z.array(z.int()).max(1), [1, 2], 'must be a list of at most 1'],
    ['a text too long', z.string().max(3), 'four', 'must have at most 3 characters'],
    ['no choice', z.enum(['HIGH', 'LOW']), 'MIDDLE', 'must be one of HIGH, LOW'],
    ['not the only choice', z.literal('x'), 'y', 'must be x'],
  ])('is told what is asked for: %s', (_, schema, value, words) => {
    expect(told(schema, value)).toEqual([words]);
  });

  it('is told the nearest of many choices, or how many there are', () => {
    expect(told(z.enum(many), 'CHOIC_7')).toEqual([
      'is not one of those known; did you mean "CHOICE_7"?',
    ]);
    expect(told(z.enum(many), 'elsewhere')?.[0]).toContain('there are 20, such as CHOICE_0');
    expect(told(z.enum(many), 3)?.[0]).toContain('there are 20');
  });

  it('keeps the words that the schema itself gives', () => {
    expect(told(z.string().max(3, 'is too long to say'), 'four')).toEqual(['is too long to say']);
  });
});

it('quotes a value as JSON, and cuts a long one', () => {
  expect(quote('four')).toBe('"four"');
  expect(quote(undefined)).toBe('nothing');
  expect(quote('x'.repeat(200))).toHaveLength(80);
});
