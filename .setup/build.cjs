'use strict'
const crypto = require('crypto')
const fs = require('fs')
const path = require('path')
const { runQuietly } = require('./child.cjs')
const { inRoot } = require('./root.cjs')
const { say, SetupFailed } = require('./say.cjs')

const sources = [
  'shared',
  'server',
  'main',
  'renderer',
  '.setup/build.ts',
  '.setup/diagramFrame.ts',
  '.setup/earlyScript.ts',
  '.setup/firstLoad.ts',
  '.setup/inlineRuntime.ts',
  '.setup/leanOperations.ts',
  '.setup/leaveOut.ts',
  '.setup/minifyFirst.ts',
  '.setup/precompress.ts',
  '.setup/preloadPages.ts',
  '.setup/serviceWorker.ts',
  'resources/icons/256x256.png',
  'vite.config.ts',
  'vite.preload.config.ts',
  'vite.programPages.config.ts',
  'vite.server.config.ts',
  'package.json',
  'package-lock.json',
]
const stamp = inRoot('dist', '.sources')

/** True when `dist` was made from exactly these sources. Reads them all (about 1 MB, some 20 ms). */
function isBuilt() {
  try {
    return fs.readFileSync(stamp, 'utf8') === fingerprint()
  } catch {
    return false
  }
}

/**
 * Builds `dist` and notes what it was made from.
 * @throws SetupFailed when the build failed; the old stamp is gone then, so the next run builds again.
 */
async function build(node) {
  say('building …')
  fs.rmSync(stamp, { force: true })
  const before = fingerprint()
  if (!(await runQuietly(node, [inRoot('.setup', 'build.ts')]))) {
    throw new SetupFailed('the build failed, see above.')
  }
  fs.writeFileSync(stamp, before)
}

function fingerprint() {
  const hash = crypto.createHash('sha256')
  sources.forEach(function (name) {
    addFile(hash, inRoot(name))
  })
  return hash.digest('hex')
}

function addFile(hash, file) {
  const stats = fs.statSync(file, { throwIfNoEntry: false })
  if (stats === undefined) {
    return
  }
  if (stats.isDirectory()) {
    fs.readdirSync(file)
      .sort()
      .forEach(function (name) {
        addFile(hash, path.join(file, name))
      })
    return
  }
  const content = fs.readFileSync(file)
  hash.update(path.relative(inRoot(), file) + '\0' + content.length + '\0')
  hash.update(content)
}

module.exports = { isBuilt, build }
