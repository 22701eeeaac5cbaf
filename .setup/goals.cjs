'use strict'
const fs = require('fs')
const { inRoot } = require('./root.cjs')
const { testNeeds } = require('./testNeeds.cjs')

/**
 * What `npm start`, `npm test`, … do: what must be there first (or what tells it from the arguments), and the programs
 * to run, in order, until one fails.
 * `all`: the later programs run although an earlier one failed, so that one run tells everything.
 * `compiles`: its programs, and what they start, share what Node compiled.
 * `product`: the command is Homeport itself, which must not see npm's own environment (see environment.cjs).
 */
const goals = {
  start: { needs: ['build'], product: true, steps: [['dist/server/cli.js', 'start']] },
  homeport: { needs: ['build'], product: true, steps: [['dist/server/cli.js']] },
  dev: { needs: [], product: true, steps: [['.setup/dev.ts']] },
  build: { needs: ['build'], steps: [] },
  check: {
    needs: [],
    all: true,
    steps: [[bin('oxfmt'), '--check'], [bin('oxlint')], [bin('typescript', 'tsc'), '-b'], [bin('knip')]],
  },
  test: { needs: testNeeds, compiles: true, steps: [[bin('vitest'), 'run']] },
  docs: { needs: [], steps: [['test/house/documents/write.ts']] },
  pictures: { needs: ['build', 'browser'], steps: [['test/renderer/pictures/write.ts']] },
  bench: { needs: ['build', 'browser'], steps: [['test/bench/run.ts']] },
  package: { needs: ['build'], steps: [['.setup/package.ts']] },
}

// Read when the step runs: on a bare clone the package is not there before.
function bin(name, program) {
  return function () {
    const declared = JSON.parse(fs.readFileSync(inRoot('node_modules', name, 'package.json'), 'utf8')).bin
    return inRoot('node_modules', name, declared[program || name])
  }
}

module.exports = { goals }
