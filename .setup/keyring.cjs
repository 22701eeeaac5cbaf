'use strict'
const fs = require('fs')
const path = require('path')
const { aptInstall, onPath } = require('./apt.cjs')
const { say, SetupFailed } = require('./say.cjs')

/**
 * What the keychain test talks to on Linux: a D-Bus session, gnome-keyring, libsecret. macOS and Windows bring theirs.
 * @throws SetupFailed when something is missing and cannot be installed.
 */
async function obtainKeyring() {
  const missing = process.platform === 'linux' ? missingPackages() : []
  if (missing.length === 0) {
    return
  }
  say('the keychain test needs a secret service and this machine has none.')
  if (!(await aptInstall(missing)) || missingPackages().length > 0) {
    throw new SetupFailed(
      'the keychain test needs ' +
        missing.join(', ') +
        '. Install them (Debian: `sudo apt-get install ' +
        missing.join(' ') +
        '`) and run the command again.',
    )
  }
}

function missingPackages() {
  const missing = []
  if (onPath('gnome-keyring-daemon') === null) {
    missing.push('gnome-keyring')
  }
  if (onPath('dbus-run-session') === null) {
    missing.push('dbus')
  }
  if (!hasLibrary('libsecret-1.so.0')) {
    missing.push('libsecret-1-0')
  }
  return missing
}

function hasLibrary(name) {
  return ['/usr/lib', '/usr/lib64', '/lib', '/usr/local/lib']
    .filter((base) => fs.existsSync(base))
    .some(function (base) {
      return (
        fs.existsSync(path.join(base, name)) ||
        fs.readdirSync(base).some((folder) => fs.existsSync(path.join(base, folder, name)))
      )
    })
}

module.exports = { obtainKeyring }
