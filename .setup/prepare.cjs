'use strict'
const { build, isBuilt } = require('./build.cjs')
const { alone } = require('./lock.cjs')
const { installModules, modulesInstalled } = require('./modules.cjs')
const { findNode, obtainNode } = require('./node.cjs')

/**
 * Brings the checkout to where a goal can run; does and says nothing where everything is there already.
 * @param needs any of 'build' (dist is made from these sources), 'browser', 'keyring', 'ssh-server', 'authority', 'engines'.
 * @returns the Node to run the goal with.
 * @throws SetupFailed with clear words when something cannot be had.
 */
async function prepare(needs) {
  const wantsBuild = needs.includes('build')
  if (findNode() === null || !modulesInstalled() || (wantsBuild && !isBuilt())) {
    await alone(() => setUp(wantsBuild))
  }
  const node = findNode()
  if (needs.includes('browser')) {
    await require('./browser.cjs').obtainBrowser(node)
  }
  if (needs.includes('keyring')) {
    await require('./keyring.cjs').obtainKeyring()
  }
  if (needs.includes('ssh-server')) {
    await require('./sshServer.cjs').obtainSshServer()
  }
  if (needs.includes('authority')) {
    await require('./authority.cjs').obtainAuthority()
  }
  if (needs.includes('engines')) {
    await require('./engines.cjs').obtainEngines()
  }
  return node
}

// Everything is asked again here, inside the lock: another set-up may have done it while we waited.
async function setUp(wantsBuild) {
  const node = await obtainNode()
  if (!modulesInstalled()) {
    await installModules(node)
  }
  if (wantsBuild && !isBuilt()) {
    await build(node)
  }
}

module.exports = { prepare }
