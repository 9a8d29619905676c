import type { Problem, ProblemCode } from '#contract';

/** What a problem answer says beyond its kind. */
export type ProblemDetails = Partial<
  Pick<Problem, 'errors' | 'findings' | 'expected' | 'refusal' | 'current'>
>;

/** An answer other than a good one. Thrown at the edge only; the problem filter writes it. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly details: ProblemDetails = {},
  ) {
    super(detail);
  }
}
