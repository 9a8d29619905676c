// Builds what changed since the last build:
//   node scripts/build.mjs             Prisma's client, dist/, and one file of it for each program
//   node scripts/build.mjs --generate  Prisma's client alone, which tests and checks need
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleVerifierPage } from './bundle-verifier-page.mjs';
import { bundleVerifier } from './bundle-verifier.mjs';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const generated = 'libs/store/src/generated';
const schema = 'prisma/schema.prisma';
const compiled = ['apps', 'libs', 'bench'];
/** What is started, each as one file: that starts in half the time of the hundreds it is made of. */
const programs = { evolve: 'cli', start: 'start', api: 'api', worker: 'worker' };
/** What Nest loads only where an application uses it; ours do not. */
/** Reads files beside its own, and is loaded by whoever makes a PDF only. */
const apart = ['pdfkit'];
const unused = [
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  '@fastify/multipart',
  '@fastify/static',
  '@fastify/view',
  'class-transformer',
  'class-validator',
];

generate();
if (!process.argv.includes('--generate')) build();

function generate() {
  const stamp = join(generated, '.stamp');
  const wanted = hashOf([schema, 'package.json']);
  if (isStamped(stamp, wanted)) return;
  // Generating needs no engine, but the command would download one unless it is told of a program.
  run('prisma', ['generate'], { PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true' });
  writeFileSync(join(checkout, stamp), wanted);
}

function build() {
  const settings = readdirSync(checkout).filter((name) =>
    /^(tsconfig.*|nest-cli|package)\.json$/.test(name),
  );
  const wanted = hashOf([...settings, schema, ...compiled.flatMap(filesUnder)]);
  if (isStamped('dist/.stamp', wanted)) return;
  console.log('Building …');
  // What a removed source left behind must not be found by an import; a build cut off leaves no stamp.
  const files = [...Object.keys(programs), 'verify'].map((name) => `${name}.mjs`);
  for (const name of [...compiled, ...files, 'verify.html', '.stamp']) {
    rmSync(join(checkout, 'dist', name), { recursive: true, force: true });
  }
  // One compilation of all applications: built one by one, each compiles the libraries again.
  const [application] = Object.keys(JSON.parse(read('nest-cli.json')).projects);
  run('nest', ['build', application, '--path', 'tsconfig.build.json'], {});
  bundle();
  bundleVerifier('dist/apps/cli/src/verifier/main.js', join(checkout, 'dist'));
  bundleVerifierPage('apps/cli/src/verifier-page/main.ts', join(checkout, 'dist'), ['source']);
  writeFileSync(join(checkout, 'dist/.stamp'), wanted);
}

function bundle() {
  const require = `import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);`;
  const entries = Object.entries(programs).map(
    ([name, application]) => `${name}=dist/apps/${application}/src/main.js`,
  );
  const form = ['--bundle', '--platform=node', '--format=esm', '--target=node20'];
  const out = ['--outdir=dist', '--out-extension:.js=.mjs', `--banner:js=${require}`];
  const external = [...unused, ...apart].map((name) => `--external:${name}`);
  run('esbuild', [...entries, ...form, ...out, ...external, '--log-level=warning'], {});
}

function run(program, args, env) {
  const path = join(checkout, 'node_modules/.bin', program);
  const result = spawnSync(path, args, {
    cwd: checkout,
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  if (result.status === 0) return;
  const said =
    `${result.error?.message ?? ''}\n${result.stdout ?? ''}\n${result.stderr ?? ''}`.trim();
  console.error(
    `"${program} ${args.join(' ')}" failed:\n${said.split('\n').slice(-40).join('\n')}`,
  );
  process.exit(1);
}

/** One hash of the files' paths and contents on this platform. */
function hashOf(paths) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const path of paths.toSorted()) hash.update(`${path}\0`).update(read(path)).update('\0');
  return `${hash.digest('hex')}\n`;
}

function isStamped(path, wanted) {
  return existsSync(join(checkout, path)) && read(path) === wanted;
}

function filesUnder(folder) {
  if (!existsSync(join(checkout, folder)) || folder === generated) return [];
  return readdirSync(join(checkout, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesUnder(path);
    return entry.name.endsWith('.spec.ts') ? [] : [path];
  });
}

function read(path) {
  return readFileSync(join(checkout, path), 'utf8');
}
