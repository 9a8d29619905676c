import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';
import { Problem, problemKinds, problemSlug, type ProblemCode } from '#contract';

type Answered = {
  /** One sentence for the list of routes. */
  summary: string;
  description?: string;
  status?: 200 | 201;
  schema: z.ZodType;
  /** What it may be refused for, beside what any route may. */
  problems?: readonly ProblemCode[];
};

const always: readonly ProblemCode[] = ['NOT_SIGNED_IN', 'INTERNAL', 'UNAVAILABLE'];

/** Describes a route for the OpenAPI document: its good answer, and every problem it may give. */
export function Answers({ summary, description, status = 200, schema, problems = [] }: Answered) {
  return applyDecorators(
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiResponse({ status, description: 'Done.', standardSchema: schema }),
    ...problemResponses([...problems, ...always]),
  );
}

/** Describes a route that answers with a file instead of JSON. */
export function AnswersFile({
  summary,
  description,
  problems = [],
}: Pick<Answered, 'summary' | 'description' | 'problems'>) {
  const content = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } };
  return applyDecorators(
    ApiOperation({ summary, ...(description !== undefined && { description }) }),
    ApiResponse({ status: 200, description: 'The file.', content }),
    ...problemResponses([...problems, ...always]),
  );
}

/** Describes a route that answers with plain text. */
export function AnswersText({ summary, problems = [] }: Pick<Answered, 'summary' | 'problems'>) {
  return applyDecorators(
    ApiOperation({ summary }),
    ApiResponse({ status: 200, description: 'The text.', content: { 'text/plain': {} } }),
    ...problemResponses([...problems, ...always]),
  );
}

function problemResponses(codes: readonly ProblemCode[]) {
  const statuses = new Set(codes.map((code) => problemKinds[code].status));
  return [...statuses].map((status) => {
    const ofStatus = codes.filter((code) => problemKinds[code].status === status);
    const words = ofStatus.map((code) => `${problemKinds[code].title} (\`${problemSlug(code)}\`)`);
    return ApiResponse({ status, description: `${words.join(' · ')}.`, standardSchema: Problem });
  });
}
