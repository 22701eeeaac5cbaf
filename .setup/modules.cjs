'use strict'
const fs = require('fs')
const { inRoot, root } = require('./root.cjs')
const { runNpm } = require('./npm.cjs')
const { say, SetupFailed } = require('./say.cjs')

/** True when node_modules holds exactly what package-lock.json names for this system. Cheap: two files are read. */
function modulesInstalled() {
  const wanted = packagesOf(inRoot('package-lock.json'))
  const present = packagesOf(inRoot('node_modules', '.package-lock.json'))
  return wanted !== null && present !== null && matches(wanted, present)
}

/**
 * `npm ci`, on the given Node.
 * @throws SetupFailed when npm could not.
 */
async function installModules(node) {
  say('installing packages (npm ci) …')
  if (!(await runNpm(node, ['ci'], root))) {
    throw new SetupFailed(
      '`npm ci` failed, see above. Nothing else was changed; check the network and run the command again.',
    )
  }
}

/** What npm wrote down after its last install covers the lockfile; packages for other systems may be absent. */
function matches(wanted, present) {
  return Object.keys(wanted).every(function (place) {
    if (place === '') {
      return true
    }
    const there = present[place]
    return there === undefined ? wanted[place].optional === true : there.integrity === wanted[place].integrity
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages || {}
  } catch {
    return null
  }
}

module.exports = { modulesInstalled, installModules, matches }
