import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  checkEntry,
  checkPrivateFields,
  fromHex,
  hex,
  openCommitment,
  revealEntry,
  sealEntry,
  type EntryDraft,
} from './index.js';

const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();
const saltFor = (sequence: number, pointer: string): Uint8Array =>
  sha256(Buffer.from(`${sequence} ${pointer}`));

const refused: EntryDraft = {
  v: 1,
  organisation: 'org-1',
  programme: 'evolve-nca',
  stream: 'refusals',
  kind: 'REFUSED',
  at: { sequence: 7, hash: 'ef'.repeat(32) },
  cause: null,
  item: 'body-board',
  event: {
    type: 'ADMIT_MEMBER',
    key: 'k-1',
    mark: null,
    payload: { reason: { $private: 'All posts filled' } },
  },
  actor: { person: 'p-1', actingFor: null, role: 'PROGRAMME_MANAGER', authority: null },
  from: 'open',
  to: null,
  changes: [],
  guards: [],
  evidence: [{ title: { $private: 'Minute 4' }, source: null, sha256: null, kind: 'minute' }],
  refusal: { code: 'GUARD_FAILED', message: { $private: '4 of 8 would be non-executive' } },
  occurredOn: '2011-04-01',
  recordedAt: '2011-04-01T07:00:00.000Z',
  definition: 'cd'.repeat(32),
};

describe('private text', () => {
  const { entry, privateFields } = sealEntry(sha256, refused, null, saltFor);
  const fields = new Map(privateFields.map((row) => [row.pointer, row]));

  it('is shown again beside its entry', () => {
    const revealed = revealEntry(entry, fields);
    expect(revealed.event?.payload).toEqual({ reason: 'All posts filled' });
    expect(revealed.refusal?.message).toBe('4 of 8 would be non-executive');
    expect(revealed.evidence[0]?.title).toBe('Minute 4');
    expect(revealed.recordedAt).toBe(entry.recordedAt);
  });

  it('is marked as erased once its row is gone, and the entry still stands', () => {
    const left = new Map(fields);
    left.delete('/refusal/message');
    expect(revealEntry(entry, left).refusal?.message).toEqual({ $erased: true });
    expect(checkPrivateFields(sha256, entry, left)).toEqual({
      ok: true,
      erased: ['/refusal/message'],
      problems: [],
    });
  });

  it('is told from text that was changed afterwards', () => {
    const row = { value: '5 of 8 would be', salt: fields.get('/refusal/message')?.salt ?? '' };
    const changed = new Map(fields).set('/refusal/message', { ...row, pointer: '' });
    expect(checkPrivateFields(sha256, entry, changed)).toEqual({
      ok: false,
      erased: [],
      problems: ['"/refusal/message": "5 of 8 would be" is not what entry 1 committed to'],
    });
  });

  it('is told from a row that no commitment stands for', () => {
    const stray = new Map(fields).set('/item', { pointer: '/item', value: 'x', salt: '' });
    expect(checkPrivateFields(sha256, entry, stray).problems).toEqual([
      '"/item": entry 1 has no commitment there',
    ]);
  });

  it('comes back whole wherever it stood, and says nothing before', () => {
    const words = fc.uuid().map((id) => ({ $private: `${id} said “é😀/~”` }));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.dictionary(
        fc.string({ maxLength: 3 }),
        fc.oneof({ maxDepth: 3 }, words, fc.integer(), fc.array(words), tie('tree')),
        { maxKeys: 3 },
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom('history', 'assumed', null), (payload, mark) => {
        const given = { ...refused, event: { type: 'X', key: null, mark, payload } } as EntryDraft; // JSON
        const sealed = sealEntry(sha256, given, null, saltFor);
        const rows = new Map(sealed.privateFields.map((row) => [row.pointer, row]));
        expect(sealed.canonical).not.toMatch(/ said |\$private/);
        expect(checkEntry(sealed.entry)).toEqual([]);
        expect(checkPrivateFields(sha256, sealed.entry, rows).ok).toBe(true);
        const opened = JSON.stringify(payload, (_, part: unknown) =>
          part instanceof Object && '$private' in part ? part.$private : part,
        );
        expect(revealEntry(sealed.entry, rows).event).toEqual({
          type: 'X',
          key: null,
          mark,
          payload: JSON.parse(opened),
        });
      }),
    );
  });

  it('opens with its own salt and value and with no other', () => {
    const salt = '0f'.repeat(32);
    const value = { b: 1, a: 'é' };
    const text = Buffer.from('{"a":"é","b":1}');
    const commitment = hex(sha256(Buffer.concat([Buffer.of(2), fromHex(salt), text])));
    expect(openCommitment(sha256, commitment, salt, { a: 'é', b: 1 })).toBe(true);
    expect(openCommitment(sha256, commitment, salt, { a: 'é', b: 2 })).toBe(false);
    expect(openCommitment(sha256, commitment, '0e'.repeat(32), value)).toBe(false);
    expect(openCommitment(sha256, commitment, '0f', value)).toBe(false);
    expect(openCommitment(sha256, commitment, 'salt', value)).toBe(false);
    expect(openCommitment(sha256, commitment, salt, 0.5)).toBe(false);
  });
});

describe('hexadecimal', () => {
  it('goes there and back', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    expect(hex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
    expect(fromHex(hex(bytes))).toEqual(bytes);
  });

  it.each(['0', 'AB', 'zz', '0x00'])('refuses %s', (text) => {
    expect(() => fromHex(text)).toThrow(`"${text}" is not lower-case hexadecimal`);
  });
});
