'use strict'
const { aptInstall, isExecutable, onPath } = require('./apt.cjs')
const { say } = require('./say.cjs')

/**
 * The SSH server that clones over SSH are tested against. Installed where a CI runs alone: its package makes a server that everybody
 * can reach, which is nothing to bring onto a person's machine. Elsewhere, and where it cannot be had, the tests say that they did
 * not test it.
 */
async function obtainSshServer() {
  if (process.platform !== 'linux' || !process.env.CI || isThere()) {
    return
  }
  if (!(await aptInstall(['openssh-server'])) || !isThere()) {
    say('there is no sshd, and it could not be installed: clones over SSH are not tested.')
  }
}

function isThere() {
  return onPath('sshd') !== null || isExecutable('/usr/sbin/sshd')
}

module.exports = { obtainSshServer }
