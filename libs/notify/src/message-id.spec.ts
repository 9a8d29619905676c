import { messageId } from './message-id.js';

const of = { organisation: 'acme', programme: 'move', notice: 'M1.T-5@2026-03-31', person: 'P1' };

test('one notice to one person always has the same id, of legal characters only', () => {
  const id = messageId(of, 'evolve.example');
  expect(id).toBe('M1%2ET-5%402026-03-31.P1.move.acme@evolve.example');
  expect(messageId({ ...of }, 'evolve.example')).toBe(id);
});

test('another person, notice or programme has another id, even where the names run together', () => {
  const ids = [
    of,
    { ...of, person: 'P2' },
    { ...of, notice: 'M1', person: 'T-5@2026-03-31.P1' },
    { ...of, programme: 'move.acme', organisation: '' },
  ].map((each) => messageId(each, 'evolve.example'));
  expect(new Set(ids).size).toBe(ids.length);
});
