import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { personas } from '#contract';
import { startTestApi, type Reply, type TestApi } from '../../../test/support/test-api.js';
import { checkEveryRoutePermits } from './identity/boot-check.js';
import { Permit } from './identity/permit.js';

describe('the API of a demonstration', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
    await test.rehearse('move', '2026-03-02 08:00');
  });
  afterAll(() => test.close());

  it('asks every /api/v1 route for an identity, but those by which anybody may watch the log', async () => {
    const { body } = await test.get('/api/openapi.json');
    const open = ['/api/v1/log/checkpoint', '/api/v1/log/keys', '/api/v1/log/consistency'];
    for (const path of open) {
      expect((await test.get(path, null)).body.code).not.toBe('NOT_SIGNED_IN');
    }
    const paths = Object.entries<Record<string, object>>(body.paths).filter(
      ([path]) => path.startsWith('/api/v1') && !open.includes(path),
    );
    expect(paths.length).toBeGreaterThan(14);
    const ask: Record<string, (url: string) => Promise<Reply>> = {
      get: (url) => test.get(url, null),
      post: (url) => test.post(url, {}, { as: null }),
      put: (url) => test.put(url, {}, null),
      delete: (url) => test.delete(url, null),
    };
    for (const [path, methods] of paths) {
      const url = path.replaceAll(/\{\w+\}/g, 'x');
      for (const method of Object.keys(methods)) {
        const reply = await ask[method]?.(url);
        const said = [method, path, reply?.status, reply?.body.code];
        expect(said).toEqual([method, path, 401, 'NOT_SIGNED_IN']);
      }
    }
  });

  it('takes a persona by header or token, and names the known ones to others', async () => {
    expect((await test.get('/api/v1/me', 'sro')).status).toBe(200);
    const token = { authorization: 'Bearer demo-sro' };
    const reply = await test.api.app.inject({ url: '/api/v1/me', headers: token });
    expect(reply.json()).toMatchObject({ persona: 'sro' });
    const unknown = await test.get('/api/v1/me', 'queen');
    expect(unknown.status).toBe(401);
    expect(unknown.body.detail).toContain('"queen"');
    expect(unknown.body.detail).toContain(personas[0]?.id);
  });

  it('answers in problem details where Fastify or Nest would answer by themselves', async () => {
    for (const url of ['/nowhere', '/api/v1/nowhere', '/%zz']) {
      const reply = await test.get(url);
      expect(reply.headers['content-type']).toContain('application/problem+json');
      expect([400, 404]).toContain(reply.status);
      expect(reply.body).toMatchObject({ requestId: expect.any(String), type: expect.any(String) });
    }
  });

  it('tells a browser on a page what is wrong in a page, and programs as ever', async () => {
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    const ask = (url: string) => test.api.app.inject({ url, headers: { accept } });
    const page = await ask('/nowhere?x=<script>');
    expect(page.statusCode).toBe(404);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('There is nothing at /nowhere.');
    expect(page.body).toContain('<a href="/problems/not-found">What this means</a>');
    expect(page.body).not.toContain('<script>');
    expect((await ask('/operations')).body).toContain('<h1>Nobody is signed in</h1>');
    const reply = await ask('/api/v1/nowhere');
    expect(reply.headers['content-type']).toContain('application/problem+json');
  });

  it('tells browsers the same on every answer: pages, problems and JSON', async () => {
    for (const url of ['/', '/nowhere', '/api/v1/me']) {
      const { headers } = await test.get(url, 'sro');
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'x-content-type-options': 'nosniff',
        'x-request-id': expect.any(String),
      });
    }
    const { headers } = await test.get('/api/docs', null);
    expect(headers['content-security-policy']).toContain("style-src 'self' 'unsafe-inline'");
  });

  it('explains each problem on a page of its own', async () => {
    expect((await test.get('/problems/guard-failed')).text).toContain('Conditions not met');
    expect((await test.get('/problems/no-such')).status).toBe(404);
    expect((await test.get('/problems')).text).toContain('KEY_REUSED');
  });

  it('says on the front page what is running', async () => {
    const { text, headers } = await test.get('/', null);
    expect(text).toContain('Office move');
    expect(text).toContain('2 March 2026');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe-inline');
    expect(text).not.toMatch(/<script|style=|<style/);
  });

  it('serves the reference from here alone', async () => {
    const { text, headers } = await test.get('/api/docs', null);
    expect(text).not.toContain('http');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js']) {
      expect((await test.get(`/api/docs/${file}`, null)).status).toBe(200);
    }
    expect((await test.get('/api/docs/package.json', null)).status).toBe(404);
  });

  it('shows captured mail, escaped', async () => {
    await test.api.store.pool.query(
      `INSERT INTO captured_mail (organisation, programme, notice, person, message_id, sender, recipient,
         subject, body_text, body_html, raw)
       VALUES ('acme', 'move', 'n', 'P-102', 'n@x', 'a@x', 'b@x', '<script>1</script>', 'Hello', '', '')`,
    );
    const { text } = await test.get('/dev/mail', null);
    expect(text).toContain('&lt;script&gt;');
    const [, link = ''] = /href="(\/dev\/mail\/acme\/\d+)"/.exec(text) ?? [];
    expect((await test.get(link, null)).text).toContain('Hello');
    expect((await test.get('/dev/mail/acme/99', null)).status).toBe(404);
  });

  it('is alive and ready', async () => {
    expect((await test.get('/health/live', null)).body).toEqual({ status: 'ok' });
    const ready = await test.get('/health/ready', null);
    expect(ready.status).toBe(200);
    expect(Object.keys(ready.body.details)).toEqual(['database', 'migrations', 'queue']);
    await test.api.store.pool.query('ALTER SCHEMA bullmq RENAME TO away');
    const lacking = await test.get('/health/ready', null);
    await test.api.store.pool.query('ALTER SCHEMA away RENAME TO bullmq');
    expect(lacking).toMatchObject({ status: 503, body: { detail: 'Not ready: queue.' } });
  });

  it('tells nothing of what went wrong inside, but the id to quote', async () => {
    const { store } = test.api;
    await store.pool.query('ALTER TABLE organisation RENAME TO hidden');
    const reply = await test.get('/api/v1/definitions');
    await store.pool.query('ALTER TABLE hidden RENAME TO organisation');
    expect(reply.status).toBe(500);
    expect(reply.body.detail).toContain(reply.body.requestId);
    expect(reply.text).not.toMatch(/organisation|prisma|stack|\.js/i);
  });
});

describe('the API in production', () => {
  it('believes no persona, shows no mail and names no programme', async () => {
    const test = await startTestApi({ EVOLVE_MODE: 'production' });
    try {
      expect((await test.get('/api/v1/me', 'sro')).status).toBe(401);
      const token = { authorization: 'Bearer demo-sro' };
      const reply = await test.api.app.inject({ url: '/api/v1/me', headers: token });
      expect(reply.statusCode).toBe(401);
      expect((await test.get('/dev/mail', null)).status).toBe(404);
      expect((await test.get('/', null)).text).not.toContain('Evolve-Persona');
    } finally {
      await test.close();
    }
  });
});

@Controller('said')
class Said {
  @Get()
  @Permit('public')
  get() {
    return 'said';
  }
}

@Controller('unsaid')
class Unsaid {
  @Get()
  get() {
    return 'unsaid';
  }
}

describe('the boot', () => {
  const boot = async (...controllers: (typeof Said | typeof Unsaid)[]) => {
    class Some {}
    Module({ imports: [DiscoveryModule], controllers })(Some);
    const app = await NestFactory.create(Some, new FastifyAdapter(), { logger: false });
    try {
      checkEveryRoutePermits(app);
    } finally {
      await app.close();
    }
  };

  it('fails on a route that does not say who may call it', async () => {
    await expect(boot(Said)).resolves.toBeUndefined();
    await expect(boot(Said, Unsaid)).rejects.toThrow('Unsaid.get');
  });
});
