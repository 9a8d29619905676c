import { composeDigest } from './digest.js';
import type { Letter } from './letter.js';
import { messages } from './messages/messages.js';
import { renderComposed } from './render.js';

const recipient = { person: 'P1', name: 'Ann', email: 'ann@example.org' };
const letter = (programme: string, item: string, data: Letter['notice']['data']): Letter => ({
  notice: { id: `${item}.T-5`, template: 'reminder', item, data, at: '2011-03-24T08:00:00.000Z' },
  organisation: 'acme',
  programme: { id: programme, title: `Programme ${programme}`, zone: 'Europe/London' },
  itemTitle: `Milestone ${item}`,
  recipient: { ...recipient, standsInFor: [], inPlaceOf: [], actsFor: [] },
  language: 'en-GB',
  publicUrl: 'https://evolve.example',
});
const digest = (...letters: Letter[]) =>
  composeDigest(
    { day: '2011-03-24', name: 'Ann', letters, publicUrl: 'https://evolve.example' },
    messages('en-GB'),
  );

test('a digest names every notice it stands for, by programme, with its dates', () => {
  const { subject, text } = renderComposed(
    digest(
      letter('a', 'M1', { offset: -5, committed: '2011-03-31' }),
      letter('b', 'M2', { offset: 0 }),
      letter('a', 'M3', { offset: 2 }),
    ),
  );
  expect(subject).toBe('3 notices on 2011-03-24: Programme a and Programme b');
  expect(text).toContain(
    'Programme a:\n\n- Milestone M1: due in 5 working days – Date: Thursday 31 March 2011 (2011-03-31). (M1)\n- Milestone M3: due 2 working days ago (M3)',
  );
  expect(text).toContain('Programme b:\n\n- Milestone M2: due today (M2)');
});

test('what to do next is said once for each programme, however many notices say it', () => {
  const { text } = renderComposed(digest(letter('a', 'M1', {}), letter('a', 'M2', {})));
  expect(text.match(/What to do next/g)).toHaveLength(1);
});

test('a digest of one notice is in the singular', () => {
  expect(digest(letter('a', 'M1', {})).subject).toBe('1 notice on 2011-03-24: Programme a');
});
