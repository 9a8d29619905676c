import { readFileSync } from 'node:fs';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

const typeNames: Record<string, string> = {
  String: 'text',
  BigInt: 'int8',
  Int: 'int4',
  Boolean: 'bool',
  Json: 'jsonb',
  'Json @db.Json': 'json',
  'DateTime @db.Timestamptz(3)': 'timestamptz',
  Bytes: 'bytea',
};

/** Tables, columns and keys as schema.prisma has them, one line each. */
function declared(schema: string): string[] {
  return [...schema.matchAll(/^model \w+ \{\n(.*?)\n\}/gms)].flatMap(([, body = '']) => {
    const lines = body.split('\n').map((line) => line.trim());
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? '';
    const names = new Map<string, string>();
    const columns = lines.flatMap((line) => {
      const [, name, type, array, optional, rest = ''] =
        /^(\w+) +([A-Z]\w+)(\[\])?(\?)? *(.*)$/.exec(line) ?? [];
      if (name === undefined || type === undefined) return [];
      const column = /@map\("(\w+)"\)/.exec(rest)?.[1] ?? name;
      names.set(name, column);
      const native = /@db\.\w+(\(\d\))?/.exec(rest)?.[0];
      const sql =
        typeNames[native === undefined ? type : `${type} ${native}`] ?? `? ${type} ${native}`;
      const full = array === undefined ? sql : `_${sql}`;
      return [`${table}.${column} ${full}${optional === undefined ? '' : ' null'}`];
    });
    const key = /@@id\(\[(.*?)\]\)/.exec(body)?.[1] ?? /(\w+) +\w+ +@id/.exec(body)?.[1] ?? '';
    const indexes = [...body.matchAll(/@@(index|unique)\(\[(.*?)\]\)/g)].map(
      ([, , list = '']) => `${table} index ${columnsOf(list, names)}`,
    );
    return [...columns, `${table} key ${columnsOf(key, names)}`, ...indexes];
  });
}

const columnsOf = (list: string, names: Map<string, string>): string =>
  list
    .split(/, */)
    .map((name) => names.get(name) ?? name)
    .join(', ');

/** The same lines, as the database has them after all migrations. */
async function migrated(): Promise<string[]> {
  const columns = await client.query<{ line: string }>(
    `SELECT table_name || '.' || column_name || ' ' || udt_name
       || CASE is_nullable WHEN 'YES' THEN ' null' ELSE '' END AS line
     FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  );
  const indexes = await client.query<{ line: string }>(
    `SELECT c.relname || CASE WHEN i.indisprimary THEN ' key ' ELSE ' index ' END ||
       (SELECT string_agg(a.attname, ', ' ORDER BY k.place)
        FROM unnest(i.indkey) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum) AS line
     FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> '_prisma_migrations'`,
  );
  return [...columns.rows, ...indexes.rows].map(({ line }) => line);
}

describe('prisma/schema.prisma', () => {
  test('says the same as the migrations: tables, columns, types, keys and indexes', async () => {
    const schema = declared(readFileSync('prisma/schema.prisma', 'utf8'));
    expect(schema.length).toBeGreaterThan(80);
    expect(schema.toSorted()).toEqual((await migrated()).toSorted());
  });

  test('would be seen to differ if a migration were forgotten', async () => {
    await client.query('ALTER TABLE item ADD COLUMN forgotten text');
    const schema = declared(readFileSync('prisma/schema.prisma', 'utf8'));
    const extra = (await migrated()).filter((line) => !schema.includes(line));
    expect(extra).toEqual(['item.forgotten text null']);
  });
});
