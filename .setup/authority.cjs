'use strict'
const { aptInstall, onPath } = require('./apt.cjs')
const { say } = require('./say.cjs')

/**
 * What the certificate tests talk to: pebble, a real ACME authority, and sslscan, which looks at TLS from outside.
 * Debian and Ubuntu have both. Where they cannot be had, their tests are left out, and say so.
 */
async function obtainAuthority() {
  if (missingPackages().length === 0 || process.platform !== 'linux') {
    return
  }
  say('the certificate tests need a certificate authority and a TLS scanner, and this machine has none.')
  if (!(await aptInstall(missingPackages())) || missingPackages().length > 0) {
    say('NOT TESTED on this machine: ' + missingPackages().join(', ') + ' could not be installed.')
  }
}

function missingPackages() {
  return [
    ['pebble', ['pebble', 'pebble-challtestsrv']],
    ['sslscan', ['sslscan']],
  ]
    .filter(([, programs]) => programs.some((program) => onPath(program) === null))
    .map(([name]) => name)
}

module.exports = { obtainAuthority }
