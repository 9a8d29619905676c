import type { Problem } from '#contract';
import { problemText } from './findings.js';
import { paintFor } from './paint.js';

const problem = (more: Partial<Problem>): Problem => ({
  type: '/problems/invalid-payload',
  title: 'Payload does not fit the event',
  status: 422,
  detail: '',
  instance: '/api/v1/programmes/one/events',
  code: 'INVALID_PAYLOAD',
  requestId: 'r-1',
  ...more,
});
const text = (more: Partial<Problem>) => problemText(paintFor(false), problem(more));

const missing = { pointer: '#/payload/reason', detail: '"reason" is missing' };
const wrong = { pointer: '#/payload/due', detail: '"due" 4: must be a text' };

describe('a refusal as the command line tells it', () => {
  it('says one reason once, however the server told it', () => {
    const detail = 'the payload of CLAIM does not fit: /reason "reason" is missing';
    expect(text({ detail, errors: [missing] })).toBe(`Refused: ${detail}`);
  });

  it('lists several reasons, each with its place', () => {
    expect(text({ detail: 'both', errors: [missing, wrong] }).split('\n')).toEqual([
      'Refused: Payload does not fit the event',
      '  #/payload/reason: "reason" is missing',
      '  #/payload/due: "due" 4: must be a text',
    ]);
  });

  it('says what the item takes instead, unless the reason has just said so', () => {
    const expected = ['OPEN', 'CLOSE'];
    expect(text({ detail: 'not now', expected })).toBe(
      'Refused: not now\nIt takes now: OPEN, CLOSE',
    );
    const detail = 'not now; it takes OPEN, CLOSE';
    expect(text({ detail, expected })).toBe(`Refused: ${detail}`);
  });
});
