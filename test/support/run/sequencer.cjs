const { readdirSync, statSync } = require('node:fs');
const path = require('node:path');

/** What takes longest comes first, so that no worker is left alone with it at the end. */
const LONG = [
  /time-zones\.spec/u,
  /test\/year/u,
  /test\/crash/u,
  /test\/browser/u,
  /test\/fuzz/u,
  /test\/integration\/process/u,
];

/** The order in which a run takes its files: the long ones, then by how much there is to read; the same on each machine. */
module.exports = class Sequencer {
  sort(tests) {
    const weights = new Map(tests.map((test) => [test, weightOf(test.path)]));
    return tests.toSorted((one, other) => weights.get(other) - weights.get(one));
  }

  cacheResults() {}
};

function weightOf(file) {
  const place = LONG.findIndex((pattern) => pattern.test(file));
  return place < 0 ? sizeOf(file) : (LONG.length - place) * 1e9 + sizeOf(file);
}

function sizeOf(file) {
  const folder = path.dirname(file);
  const files = file.endsWith('.suite.ts') ? readdirSync(folder).map((name) => path.join(folder, name)) : [file];
  return files.filter((name) => /\.(spec|suite)\.ts$/u.test(name)).reduce((sum, name) => sum + statSync(name).size, 0);
}
