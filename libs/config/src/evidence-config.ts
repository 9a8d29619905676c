import { z } from 'zod';

/** Where evidence is kept, how large a file may be, and of which kinds. */
export interface EvidenceConfig {
  readonly limitBytes: number;
  /** Lower case, such as `application/pdf`. */
  readonly mediaTypes: readonly string[];
  /** When absent, files are kept in the database. */
  readonly s3: S3Config | undefined;
}

/** A bucket of an S3-compatible store. */
export interface S3Config {
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What is taken as evidence unless `EVIDENCE_MEDIA_TYPES` says otherwise. */
export const usualMediaTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'text/plain',
  'text/csv',
  'text/markdown',
  'message/rfc822',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
];

const expected = 'media types with commas between them, such as application/pdf,image/png';

/** A list of media types, read to lower case. */
export const mediaTypeList = z
  .string()
  .transform((value) => value.split(',').map((each) => each.trim().toLowerCase()))
  .refine((types) => types.every((each) => /^[a-z]+\/[a-z0-9][a-z0-9.+-]*$/.test(each)), {
    error: expected,
  });

type S3Settings = {
  EVIDENCE_S3_ENDPOINT?: string | undefined;
  EVIDENCE_S3_BUCKET?: string | undefined;
  EVIDENCE_S3_REGION: string;
  EVIDENCE_S3_ACCESS_KEY_ID?: string | undefined;
  EVIDENCE_S3_SECRET_ACCESS_KEY?: string | undefined;
};

const together = [
  'EVIDENCE_S3_ENDPOINT',
  'EVIDENCE_S3_BUCKET',
  'EVIDENCE_S3_ACCESS_KEY_ID',
  'EVIDENCE_S3_SECRET_ACCESS_KEY',
] as const;

/** An S3-compatible store needs all four of its settings: reports each that is missing. */
export function allOfS3OrNone(read: S3Settings, context: z.RefinementCtx): void {
  const given = together.filter((name) => read[name] !== undefined);
  if (given.length === 0) return;
  for (const name of together.filter((each) => read[each] === undefined)) {
    const message = `a value, since ${given.join(' and ')} ${given.length === 1 ? 'is' : 'are'} set`;
    context.addIssue({ code: 'custom', path: [name], message });
  }
}

/** The S3-compatible store of the settings; none when they name none. */
export function s3Of(read: S3Settings): S3Config | undefined {
  const {
    EVIDENCE_S3_ENDPOINT: endpoint,
    EVIDENCE_S3_BUCKET: bucket,
    EVIDENCE_S3_REGION: region,
    EVIDENCE_S3_ACCESS_KEY_ID: accessKeyId,
    EVIDENCE_S3_SECRET_ACCESS_KEY: secretAccessKey,
  } = read;
  const isWhole = endpoint && bucket && accessKeyId && secretAccessKey;
  if (!isWhole) return undefined;
  return { endpoint: endpoint.replace(/\/+$/, ''), bucket, region, accessKeyId, secretAccessKey };
}
