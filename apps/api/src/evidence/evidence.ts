import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#config';
import {
  evidenceSource,
  type EvidenceAdded,
  type EvidenceFile,
  type EvidenceList,
  type EvidenceQuery,
  type NewEvidence,
} from '#contract';
import {
  hasEvidenceContent,
  insertEvidenceContent,
  insertEvidenceFile,
  listEvidenceFiles,
  type EvidenceRow,
  type Store,
} from '#store';
import { ProblemError } from '../http/problem-error.js';
import type { Access } from '../identity/permit.js';
import { CONFIG, EVIDENCE, STORE } from '../tokens.js';
import { inDatabase, type EvidenceBytes } from './evidence-bytes.js';
import { contradiction } from './media-kind.js';

/** Files of evidence: checked, kept once for each organisation, and read by whoever is in the programme. */
@Injectable()
export class Evidence {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(STORE) private readonly store: Store,
    @Inject(EVIDENCE) private readonly bytes: EvidenceBytes,
  ) {}

  async add(
    access: Access,
    { name, title = name }: NewEvidence,
    mediaType: string,
    bytes: Buffer,
  ): Promise<EvidenceAdded> {
    this.mustFit(name, mediaType, bytes);
    const { organisation } = access;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { pool } = this.store;
    if (!(await hasEvidenceContent(pool, organisation, sha256))) {
      await this.bytes.put({ organisation, sha256 }, bytes);
      // Where the bytes went elsewhere this notes that they did; only then may a programme name them.
      await insertEvidenceContent(pool, { organisation, sha256, size: bytes.length }, null);
    }
    const file = { sha256, name, title, mediaType, addedBy: access.person };
    const created = await insertEvidenceFile(pool, access, file);
    return { ...presentFile(await this.row(access, sha256)), created };
  }

  async list(access: Access, { after, limit }: EvidenceQuery): Promise<EvidenceList> {
    const page = { ...access, limit: limit + 1, ...(after !== undefined && { after }) };
    const found = await listEvidenceFiles(this.store.pool, page);
    const rows = found.slice(0, limit);
    const next = found.length > limit ? (rows.at(-1)?.sha256 ?? null) : null;
    const { limitBytes, mediaTypes } = this.config.evidence;
    return { evidence: rows.map(presentFile), next, limitBytes, mediaTypes: [...mediaTypes] };
  }

  /** Which of these hashes the programme has files of. */
  async stored(access: Access, hashes: readonly string[]): Promise<ReadonlySet<string>> {
    if (hashes.length === 0) return new Set();
    const rows = await listEvidenceFiles(this.store.pool, {
      ...access,
      sha256: hashes,
      limit: hashes.length,
    });
    return new Set(rows.map((each) => each.sha256));
  }

  /** A file and its bytes, a part at a time. Throws a problem, 404, when the programme has none such. */
  async open(
    access: Access,
    sha256: string,
  ): Promise<{ file: EvidenceFile; bytes: AsyncIterable<Uint8Array> }> {
    const file = presentFile(await this.row(access, sha256));
    const key = { organisation: access.organisation, sha256 };
    // Whatever is set up now: what was stored before it was set up is still in the database.
    const bytes = (await inDatabase(this.store).read(key)) ?? (await this.bytes.read(key));
    if (bytes !== null) return { file, bytes };
    const why = `"${file.name}" (${sha256}) is not in the store of evidence that this server is set up with.`;
    throw new ProblemError('UNAVAILABLE', why);
  }

  private async row(access: Access, sha256: string): Promise<EvidenceRow> {
    const [row] = await listEvidenceFiles(this.store.pool, { ...access, sha256: [sha256] });
    if (row !== undefined) return row;
    const why = `"${access.programme}" has no file of evidence "${sha256}".`;
    throw new ProblemError('NOT_FOUND', why);
  }

  private mustFit(name: string, mediaType: string, bytes: Buffer): void {
    const { mediaTypes } = this.config.evidence;
    if (bytes.length === 0) throw refused(`"${name}" is empty; send the file as the body.`);
    if (!mediaTypes.includes(mediaType)) {
      throw refused(
        `"${name}" says it is ${mediaType}; this server takes ${mediaTypes.join(', ')}.`,
      );
    }
    const why = contradiction(mediaType, bytes);
    if (why === null) return;
    throw refused(
      `"${name}" says it is ${mediaType} but ${why}; send it as what it is, if that is taken.`,
    );
  }
}

const refused = (why: string) => new ProblemError('EVIDENCE_REFUSED', why);

function presentFile({
  sha256,
  size,
  mediaType,
  name,
  title,
  ...added
}: EvidenceRow): EvidenceFile {
  return { sha256, size, mediaType, name, title, source: evidenceSource(sha256), ...added };
}
