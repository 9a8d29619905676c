import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  canonicalJson,
  checkPrivateFields,
  fromHex,
  hex,
  isEntry,
  openCommitment,
  rehearsalSalt,
  sealEntry,
  verifyChain,
  type ChainRow,
  type EntryDraft,
  type ExpectedChain,
  type Head,
  type Json,
} from './index.js';

type Golden = {
  chains: {
    name: string;
    expected: Required<ExpectedChain>;
    drafts: EntryDraft[];
    rows: ChainRow[];
    privateFields: { sequence: number; pointer: string; value: Json; salt: string }[];
  }[];
  broken: {
    name: string;
    expected: ExpectedChain;
    rows: (number | ChainRow)[];
    sequence: number;
    code: string;
  }[];
  rehearsalSalts: { programme: string; sequence: number; pointer: string; salt: string }[];
};

const path = 'test/replay/golden/ledger-v1.json';
const golden = JSON.parse(readFileSync(path, 'utf8')) as Golden; // the file is part of the tests
const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();

describe.each(golden.chains)(
  'golden ledger: $name',
  ({ expected, drafts, rows, privateFields }) => {
    it('seals each draft to the recorded text, hash and private rows', () => {
      let head: Head | null = null;
      drafts.forEach((draft, index) => {
        const rowsOfEntry = privateFields.filter(({ sequence }) => sequence === index + 1);
        const sealed = sealEntry(sha256, draft, head, (sequence, pointer) => {
          const row = rowsOfEntry.find((field) => field.pointer === pointer);
          return row ? fromHex(row.salt) : sha256(Buffer.from(`no salt ${sequence} ${pointer}`));
        });
        head = { sequence: index + 1, hash: sealed.hash };
        expect({ ...head, canonical: sealed.canonical }).toEqual(rows[index]);
        expect(sealed.privateFields.map((field) => ({ sequence: index + 1, ...field }))).toEqual(
          expect.arrayContaining(rowsOfEntry),
        );
        expect(sealed.privateFields).toHaveLength(rowsOfEntry.length);
      });
      expect(head).toEqual({ sequence: expected.lastSequence, hash: expected.head });
    });

    it('verifies to its head', () => {
      const verdict = { ok: true, entries: rows.length, head: expected.head };
      expect(verifyChain(sha256, rows, expected)).toEqual(verdict);
    });

    it('has hashes that node:crypto alone arrives at', () => {
      for (const { canonical, hash } of rows) {
        const direct = createHash('sha256').update(Buffer.of(0)).update(canonical, 'utf8');
        expect(direct.digest('hex')).toBe(hash);
      }
    });

    it('has commitments that node:crypto alone arrives at, and no private text', () => {
      for (const { sequence, pointer, value, salt } of privateFields) {
        const direct = createHash('sha256')
          .update(Buffer.of(2))
          .update(Buffer.from(salt, 'hex'))
          .update(canonicalJson(value), 'utf8')
          .digest('hex');
        const text = rows[sequence - 1]?.canonical ?? '';
        expect(text).toContain(`{"$commitment":"${direct}"}`);
        expect(text).not.toContain(canonicalJson(value));
        expect(openCommitment(sha256, direct, salt, value)).toBe(true);
        expect(pointer).toMatch(/^\//);
      }
    });

    it('has private rows that match their commitments', () => {
      for (const { sequence, canonical } of rows) {
        const entry: unknown = JSON.parse(canonical);
        if (!isEntry(entry)) throw new Error(`row ${sequence} is not an entry`);
        const fields = new Map(
          privateFields.filter((row) => row.sequence === sequence).map((row) => [row.pointer, row]),
        );
        expect(checkPrivateFields(sha256, entry, fields)).toEqual({
          ok: true,
          erased: [],
          problems: [],
        });
      }
    });
  },
);

it.each(golden.broken)('names the first bad entry when $name', (broken) => {
  const { expected, sequence, code } = broken;
  const rows = broken.rows.flatMap((row) =>
    typeof row === 'number' ? (golden.chains[0]?.rows[row - 1] ?? []) : row,
  );
  expect(verifyChain(sha256, rows, expected)).toEqual({
    ok: false,
    sequence,
    code,
    problem: expect.any(String),
    entries: sequence - 1,
  });
});

it.each(golden.rehearsalSalts)('derives the salt of a rehearsal at $pointer', (given) => {
  const { programme, sequence, pointer, salt } = given;
  expect(hex(rehearsalSalt(sha256, programme, sequence, pointer))).toBe(salt);
});
