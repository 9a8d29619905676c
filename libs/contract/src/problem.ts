import { z } from 'zod';
import { Finding } from './finding.js';

/** Where in a request something is wrong, as a JSON pointer such as `#/payload/reason`, and what. */
export const ProblemPlace = z
  .object({ pointer: z.string(), detail: z.string() })
  .meta({ id: 'ProblemPlace' });
export type ProblemPlace = z.infer<typeof ProblemPlace>;

/**
 * An error answer (RFC 9457, `application/problem+json`). `type` is a page of this server that
 * explains the code; the further members depend on it.
 */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    /** The request's path. */
    instance: z.string(),
    /** What to quote when asking for help; the server's log has the same id. */
    requestId: z.string(),
    code: z.string(),
    errors: z.array(ProblemPlace).optional(),
    /** Of a refusal: every failing guard, what it rests on and who can clear it. */
    findings: z.array(Finding).optional(),
    /** Of a refusal: events that the item would take now. */
    expected: z.array(z.string()).optional(),
    /** Of a refusal: its number in the programme's chain of refusals. */
    refusal: z.int().optional(),
    /** Of a conflict: where the item stands now. */
    current: z
      .object({ item: z.string(), state: z.string(), version: z.int(), expectedVersion: z.int() })
      .optional(),
  })
  .meta({
    id: 'Problem',
    examples: [
      {
        type: '/problems/role-not-permitted',
        title: 'Role not permitted',
        status: 403,
        detail: 'START on The programme is for Senior responsible owner (SRO)',
        instance: '/api/v1/programmes/evolve-nca/events',
        requestId: 'a3f1c2',
        code: 'ROLE_NOT_PERMITTED',
      },
    ],
  });
export type Problem = z.infer<typeof Problem>;
