import { BadRequestException } from '@nestjs/common';
import { problemOf } from './problem-of.js';
import { ProblemError } from './problem-error.js';

const request = { path: '/x', id: 'r1', bodyLimit: 1024 };
const errorWith = (more: object) => Object.assign(new Error('inner words'), more);

describe('what was thrown, as a problem', () => {
  it.each([
    ['a problem of ours', new ProblemError('NOT_FOUND', 'none'), 404, 'none'],
    ['a refusal of Nest', new BadRequestException('odd'), 400, 'odd'],
    ['a body too large', errorWith({ statusCode: 413 }), 413, '1024 bytes'],
    ['a database that is gone', errorWith({ code: 'ECONNREFUSED' }), 503, 'does not answer'],
    ['a database that stops', errorWith({ code: '57P01' }), 503, 'does not answer'],
    ['a database gone, as Prisma says it', errorWith({ code: 'P1001' }), 503, 'does not answer'],
    ['a bug', new Error('inner words'), 500, 'Quote request r1'],
    ['nonsense', 'thrown text', 500, 'Quote request r1'],
  ])('%s', (_what, error, status, words) => {
    const problem = problemOf(error, request);
    expect(problem).toMatchObject({ status, instance: '/x', requestId: 'r1' });
    expect(problem.detail).toContain(words);
    if (status >= 500) expect(JSON.stringify(problem)).not.toContain('inner words');
  });
});
