/** Who may import whom: libs <- config <- src/platform <- src/modules <- src/app.module, and among modules in one order. */
const ORDER = [
  'catalog',
  'notifications',
  'installations',
  'resources',
  'usage',
  'billing',
  'transfers',
  'imports',
  'members',
  'sso',
  'connect',
  'dashboard',
  'admin',
];

const moduleOrder = ORDER.map((name, index) => ({
  name: `modules-${name}-imports-down`,
  severity: 'error',
  from: { path: `^src/modules/${name}/` },
  to: { path: '^src/modules/', pathNot: [`^src/modules/(${ORDER.slice(0, index + 1).join('|')})/`] },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: ['\\.d\\.ts$', '(^|/)\\.[^/]+\\.(js|cjs)$', '\\.config\\.js$', '/assets/'] },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: { pathNot: '/testing/' }, to: { couldNotResolve: true } },
    {
      name: 'libs-stand-alone',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(src|config|sandbox|test|bench)/' },
    },
    { name: 'libs-without-nest', severity: 'error', from: { path: '^libs/' }, to: { path: 'node_modules/@nestjs/' } },
    {
      name: 'libs-by-their-door',
      severity: 'error',
      from: { path: '^(src|config|sandbox|test|bench)/' },
      to: { path: '^libs/[^/]+/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
    },
    {
      name: 'libs-among-each-other-by-their-door',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
    },
    {
      name: 'config-below-src',
      severity: 'error',
      from: { path: '^config/' },
      to: { path: '^(src|sandbox|test|bench)/' },
    },
    {
      name: 'platform-below-modules',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(modules/|app\\.module|create-app|run|main)' },
    },
    {
      name: 'modules-below-app',
      severity: 'error',
      from: { path: '^src/modules/' },
      to: { path: '^src/(app\\.module|create-app|run|main)' },
    },
    {
      name: 'modules-by-their-door',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'platform-by-its-door',
      severity: 'error',
      from: { path: '^src/(modules/|app\\.module|create-app|run|main)', pathNot: '\\.spec\\.ts$' },
      to: { path: '^src/platform/[^/]+/', pathNot: '^src/platform/[^/]+/index\\.ts$' },
    },
    {
      name: 'jose-where-tokens-are-made-and-checked',
      severity: 'error',
      from: { pathNot: '^libs/(vercel-oidc|identity-tokens)/' },
      to: { path: 'node_modules/jose/' },
    },
    {
      name: 'no-simulator-in-the-product',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/(vercel-simulator|conformance)/' },
    },
    {
      name: 'typeorm-in-entities-and-repositories',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['\\.(entity|repository|module|spec)\\.ts$', '^src/platform/database/', '/testing/'],
      },
      to: { path: 'node_modules/(typeorm|@nestjs/typeorm)/' },
    },
    {
      name: 'tests-outside-the-product',
      severity: 'error',
      from: { path: '^(src|libs|config)/', pathNot: ['\\.spec\\.ts$', '/testing/', '^libs/[^/]+/test/'] },
      to: { path: '^(test|bench)/|/testing/' },
    },
    {
      name: 'webhooks-stand-alone',
      severity: 'error',
      from: { path: '^src/modules/webhooks/' },
      to: { path: '^src/modules/', pathNot: '^src/modules/webhooks/' },
    },
    {
      name: 'webhooks-are-listened-to-by-events',
      severity: 'error',
      from: { path: '^src/modules/', pathNot: '^src/modules/webhooks/' },
      to: { path: '^src/modules/webhooks/' },
    },
    ...moduleOrder,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules/\\.cache)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
