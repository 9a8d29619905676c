import {
  firstDifference,
  readRecorded,
  record,
  recordedNames,
  redecide,
} from '../support/recorded-ledger.js';

describe.each(recordedNames())('the recorded ledger "%s"', (name) => {
  const recorded = readRecorded(name);

  it('was written under the definitions kept with it', () => {
    const hashes = recorded.entries.map((text) => JSON.parse(text).definition);
    const kept = [recorded.hash, ...(recorded.next === null ? [] : [recorded.next.hash])];
    expect([...new Set(hashes)]).toEqual(kept);
  });

  it('is decided again to identical entries', () => {
    expect(firstDifference(recorded.entries, redecide(recorded))).toBeNull();
  });

  it('is not recorded over', () => {
    expect(() => record(name, ['any.yaml', 'any.yaml'])).toThrow('history does not change');
  });
});

describe('deciding a recorded ledger again', () => {
  it('names the first entry that comes out otherwise', () => {
    const small = readRecorded('small');
    const { definition } = small;
    const altered = redecide({ ...small, definition: { ...definition, zone: 'America/New_York' } });
    const parted = firstDifference(small.entries, altered);
    expect(parted).toMatchObject({ entry: 1 });
    expect(parted?.was).not.toBe(parted?.is);
    expect(firstDifference(small.entries, small.entries.slice(0, -1))).toMatchObject({
      entry: small.entries.length,
      is: 'nothing',
    });
  });
});
