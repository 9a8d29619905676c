// Who may import what (ARCHITECTURE.md has the table). `npm run check` runs it;
// test/checks.spec.ts plants violations and sees each one caught.

/** Our own code: a library may import itself and the libraries named. */
const library = (name, ...allowed) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: `^libs/${name}/src`, pathNot: '\\.spec\\.ts$' },
  to: { path: '^(libs|apps|test|bench)/', pathNot: `^libs/(${[name, ...allowed].join('|')})/src` },
});

const application = (name, ...allowed) => ({
  name: `${name}-imports`,
  severity: 'error',
  from: { path: `^apps/${name}/src`, pathNot: '\\.spec\\.ts$' },
  to: {
    path: '^(libs|apps|test|bench)/',
    pathNot: [`^apps/${name}/src`, ...allowed.map((lib) => `^libs/${lib}/src`)],
  },
});

/** A pure library imports nothing of Node and only the packages named. */
const pure = (name, ...packages) => ({
  name: `${name}-is-pure`,
  severity: 'error',
  from: { path: `^libs/${name}/src`, pathNot: '\\.spec\\.ts$' },
  to: {
    dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'],
    pathNot: packages.map((pack) =>
      pack.startsWith('node:') ? `^${pack.slice(5)}$` : `node_modules/(@types/)?${pack}/`,
    ),
  },
});

module.exports = {
  forbidden: [
    library('plan'),
    library('ledger'),
    library('config'),
    library('embedded'),
    library('programme', 'plan', 'ledger'),
    library('contract', 'programme', 'plan'),
    library('store', 'programme', 'ledger'),
    library('engine', 'programme', 'plan', 'ledger', 'store'),
    library('notify', 'programme', 'plan', 'contract'),
    library('schedule', 'engine', 'store', 'notify', 'programme', 'plan', 'ledger'),
    application(
      'api',
      'engine',
      'store',
      'schedule',
      'notify',
      'programme',
      'plan',
      'ledger',
      'contract',
      'config',
    ),
    application('worker', 'schedule', 'engine', 'store', 'notify', 'programme', 'config'),
    application('start', 'embedded', 'config', 'contract', 'engine', 'store', 'programme', 'plan'),
    application('cli', 'contract', 'programme', 'plan', 'ledger'),
    pure('programme', 'xstate', 'zod', 'yaml'),
    // node:module, for the tables of date-holidays alone: they are loaded when a country is asked for.
    pure('plan', 'luxon', 'date-holidays', 'node:module'),
    pure('ledger'),
    {
      name: 'no-deep-imports',
      comment: 'Across libraries import by #name, which is the index.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|apps/[^/]+|test|bench)/' },
      to: { path: '^libs/[^/]+/src/(?!index\\.ts$)', pathNot: '^$1/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { pathNot: '/generated/' },
      to: { circular: true },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.spec\\.ts$', 'main\\.ts$', '\\.d\\.ts$', '/generated/'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
