'use strict'
const { build, isBuilt } = require('./build.cjs')
const { alone } = require('./lock.cjs')
const { installModules, modulesInstalled } = require('./modules.cjs')
const { findNode, obtainNode } = require('./node.cjs')

/**
 * Brings the checkout to where a goal can run; does and says nothing where everything is there already.
 * @param needs any of 'build' (dist is made from these sources), 'browser', 'keyring'.
 * @returns the Node to run the goal with.
 * @throws SetupFailed with clear words when something cannot be had.
 */
function prepare(needs) {
  const wantsBuild = needs.includes('build')
  if (findNode() === null || !modulesInstalled() || (wantsBuild && !isBuilt())) {
    alone(() => setUp(wantsBuild))
  }
  const node = findNode()
  if (needs.includes('browser')) {
    require('./browser.cjs').obtainBrowser(node)
  }
  if (needs.includes('keyring')) {
    require('./keyring.cjs').obtainKeyring()
  }
  return node
}

// Everything is asked again here, inside the lock: another set-up may have done it while we waited.
function setUp(wantsBuild) {
  const node = obtainNode()
  if (!modulesInstalled()) {
    installModules(node)
  }
  if (wantsBuild && !isBuilt()) {
    build(node)
  }
}

module.exports = { prepare }
