import { z } from 'zod';
import { Moment } from './json.js';

const printable = (most: number) =>
  z
    .string()
    .max(most, `must be at most ${most} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not hold control characters')
    .refine((value) => value.trim() !== '', 'must not be empty');

/** What a file of evidence is called when it is uploaded; its bytes are the body. */
export const NewEvidence = z.strictObject({
  name: printable(200)
    .regex(/^[^/\\]*$/, 'must be the name of a file, without folders')
    .meta({ examples: ['minute-2011-05.pdf'] }),
  /** What people know it by; the name when absent. */
  title: printable(500).optional(),
  /** The media type, where the header `Content-Type` cannot say it. */
  type: z
    .string()
    .regex(/^[\w.+-]{1,100}\/[\w.+-]{1,100}$/, 'must be a media type such as application/pdf')
    .optional(),
});
export type NewEvidence = z.infer<typeof NewEvidence>;

/** A file of evidence that is stored here. */
export const EvidenceFile = z
  .object({
    /** The SHA-256 of its bytes, in lower-case hexadecimal digits. */
    sha256: z.string(),
    /** In bytes. */
    size: z.int(),
    mediaType: z.string(),
    name: z.string(),
    title: z.string(),
    /** What an event names it by: the `source` of a piece of evidence. */
    source: z.string(),
    addedBy: z.string(),
    addedAt: Moment,
  })
  .meta({ id: 'EvidenceFile' });
export type EvidenceFile = z.infer<typeof EvidenceFile>;

export const EvidenceAdded = EvidenceFile.extend({
  /** False when the programme had this very content already; it keeps the name it then got. */
  created: z.boolean(),
}).meta({ id: 'EvidenceAdded' });
export type EvidenceAdded = z.infer<typeof EvidenceAdded>;

export const EvidenceQuery = z.strictObject({
  /** The hash of the last file seen: those added after it. */
  after: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the hash of a file')
    .optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});
export type EvidenceQuery = z.infer<typeof EvidenceQuery>;

/** Files of a programme, and what is taken here. */
export const EvidenceList = z
  .object({
    evidence: z.array(EvidenceFile),
    /** What to ask for as `after` to see the rest; null when this is all. */
    next: z.string().nullable(),
    /** The largest file that is taken here, in bytes. */
    limitBytes: z.int(),
    /** The media types that are taken. */
    mediaTypes: z.array(z.string()),
  })
  .meta({ id: 'EvidenceList' });
export type EvidenceList = z.infer<typeof EvidenceList>;

/** A piece of evidence that an event brought, and where it is held. */
export const HeldEvidence = z
  .object({
    /** Null when its text was erased. */
    title: z.string().nullable(),
    source: z.string().nullable(),
    sha256: z.string().nullable(),
    kind: z.string().nullable(),
    /**
     * `here`: the file is stored here under `sha256`. `register`: a row of a register. `link`: a web
     * address. `erased`: it was stored here and is no longer. `elsewhere`: none of these.
     */
    held: z.enum(['here', 'register', 'link', 'erased', 'elsewhere']),
    /** The same in a few words. */
    words: z.string(),
  })
  .meta({ id: 'HeldEvidence' });
export type HeldEvidence = z.infer<typeof HeldEvidence>;

const PREFIX = 'evolve:evidence/';

/** The `source` of a piece of evidence that names a file stored here. */
export const evidenceSource = (sha256: string): string => `${PREFIX}${sha256}`;

/** The file that a `source` names, whatever it looks like; null when it names none. */
export const namedEvidence = (source: string): string | null =>
  source.startsWith(PREFIX) ? source.slice(PREFIX.length) : null;
